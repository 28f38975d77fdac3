import { useStore } from 'zustand';
import { Button, ConfirmDialog } from '../../ui';
import type { Editor } from './editor';

/** Asks before changes of the form would be lost. */
export function LeaveDialog({ editor }: { readonly editor: Editor }) {
  const asks = useStore(editor.state, ({ leaving }) => leaving !== undefined);
  const leave = (answer: 'save' | 'discard' | 'stay') => () => void editor.leave(answer);
  return (
    <ConfirmDialog
      title="Keep your changes?"
      open={asks}
      onCancel={leave('stay')}
      actions={
        <>
          <Button look="quiet" onClick={leave('stay')}>
            Go on editing
          </Button>
          <Button onClick={leave('discard')}>Discard</Button>
          <Button look="primary" onClick={leave('save')}>
            Save
          </Button>
        </>
      }
    >
      The rule in the form was changed and is not saved yet.
    </ConfirmDialog>
  );
}
