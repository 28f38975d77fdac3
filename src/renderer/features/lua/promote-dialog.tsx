import { ArrowUpFromLine } from 'lucide-react';
import { useState } from 'react';
import { Alert, Button, Chip, ConfirmDialog } from '../../ui';
import { gainedByPromotion } from './permissions';
import type { LuaStore } from './store';

export interface PromoteDialogProps {
  readonly store: LuaStore;
  readonly module: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Asks before a file that an agent wrote gets all permissions. */
export function PromoteDialog({ store, module, open, onClose }: PromoteDialogProps) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const close = () => {
    setProblem(undefined);
    onClose();
  };

  async function promote(): Promise<void> {
    setBusy(true);
    const promoted = await store.promote(module);
    setBusy(false);
    if (promoted.ok) close();
    else setProblem(promoted.message);
  }

  return (
    <ConfirmDialog
      title="Give this file all permissions?"
      open={open}
      onCancel={close}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" icon={<ArrowUpFromLine size={13} />} disabled={busy} onClick={() => void promote()}>
            Promote
          </Button>
        </>
      }
    >
      <p>
        <Chip>{module}</Chip> becomes one of your own files, and runs with all trusted ones instead of by itself. From
        then on it may also:
      </p>
      <ul className="mt-2 grid list-disc gap-x-6 pl-5 text-sm text-ink">
        {gainedByPromotion().map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <p className="mt-2">Read it first: whoever wrote it decides what it does with that.</p>
      {problem !== undefined && (
        <div className="mt-3">
          <Alert severity="error" announce title="It was not promoted">
            {problem}
          </Alert>
        </div>
      )}
    </ConfirmDialog>
  );
}
