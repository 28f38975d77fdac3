import { Alert, Button } from '../../../ui';
import type { Editing } from '../editor';
import type { RulesStore } from '../store';

export interface OutsideProps {
  readonly store: RulesStore;
  readonly editing: Editing;
}

/** Tells that somebody else changed the rule in the file while it is changed here. */
export function Outside({ store, editing: { theirs, draft } }: OutsideProps) {
  if (!theirs) return null;
  const { editor } = store;
  const removed = theirs.rule === undefined;
  return (
    <div className="px-5 pt-4">
      <Alert
        severity="warning"
        announce
        title={removed ? 'The rule is gone from the file' : 'The rule was changed in the file meanwhile'}
      >
        {removed
          ? 'Somebody else deleted it, or gave it another id. What you see here is not in the file.'
          : 'Somebody else changed it while you did. Nothing of theirs is overwritten unless you say so.'}
        <div className="mt-2 flex flex-wrap gap-2">
          {removed ? (
            <Button onClick={() => editor.addAgain(draft)}>Add it again</Button>
          ) : (
            <Button onClick={() => void editor.compareTheirs()}>Compare</Button>
          )}
          <Button look="quiet" onClick={editor.takeTheirs}>
            {removed ? 'Close it' : 'Take theirs'}
          </Button>
        </div>
      </Alert>
    </div>
  );
}
