import { lazy, Suspense, useCallback, useState } from 'react';
import { useStore } from 'zustand';
import type { Problem } from '../../../../shared/vocabulary';
import { Alert, Button, Dialog, Prose } from '../../../ui';
import type { Conflict } from '../changes';
import type { RulesStore } from '../store';

const MergeEditor = lazy(async () => ({ default: (await import('./merge-editor')).MergeEditor }));

/** Below this width of the window the two versions stand in one column. */
const narrow = '(max-width: 900px)';

/** Shows both versions when the file was changed meanwhile, and saves what is made of them. */
export function ConflictDialog({ store }: { readonly store: RulesStore }) {
  const conflict = useStore(store.changes.state, (state) => state.conflict);
  return (
    <Dialog
      size="large"
      title="The file was changed meanwhile"
      open={conflict !== undefined}
      onClose={() => store.changes.closeConflict()}
    >
      {conflict && <Versions key={conflict.theirs} conflict={conflict} store={store} />}
    </Dialog>
  );
}

function Versions({ conflict, store }: { readonly conflict: Conflict; readonly store: RulesStore }) {
  const { theirs, mine } = conflict;
  const [start, setStart] = useState(mine);
  const [text, setText] = useState(mine);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [unified] = useState(() => matchMedia(narrow).matches);

  const begin = useCallback((version: string) => {
    setStart(version);
    setText(version);
  }, []);

  async function save(): Promise<void> {
    const outcome = await store.changes.make(conflict.merged(text), conflict.said);
    setProblems(outcome.type === 'invalid' ? outcome.problems : []);
    if (outcome.type !== 'done') return;
    store.changes.closeConflict();
    await store.source.reload();
    if (store.text.state.getState().text === mine) store.text.settle();
    if (outcome.changed.id !== undefined) store.editor.reopen(outcome.changed.id);
  }

  return (
    <div className="flex flex-col gap-3">
      <p className="text-muted">
        {unified
          ? 'Green is yours, red is what stands in the file. Choose for each difference, or write what it should be.'
          : 'On the left is what stands in the file, on the right what you were about to save. The arrows take a difference over; you can also write on the right.'}
      </p>
      <div className="h-[min(26rem,55vh)] overflow-hidden rounded-lg border border-line">
        <Suspense fallback={<p className="p-3 text-muted">Comparing…</p>}>
          <MergeEditor theirs={theirs} mine={start} unified={unified} onChange={setText} />
        </Suspense>
      </div>
      {problems.length > 0 && (
        <Alert severity="error" announce title="This can’t be saved yet">
          {problems.map(({ line, message }) => (
            <p key={`${line}:${message}`}>
              Line {line}: <Prose text={message} />
            </p>
          ))}
        </Alert>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" onClick={() => begin(theirs)}>
          All theirs
        </Button>
        <Button look="quiet" onClick={() => begin(mine)}>
          All mine
        </Button>
        <span className="flex-1" />
        <Button onClick={() => store.changes.closeConflict()}>Decide later</Button>
        <Button look="primary" onClick={() => void save()}>
          {unified ? 'Save' : 'Save the right side'}
        </Button>
      </div>
    </div>
  );
}
