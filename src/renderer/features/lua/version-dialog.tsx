import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { LuaVersion } from '../../../shared/contract';
import { useAnswer } from '../../client';
import { countText, momentText } from '../../text';
import { Alert, Button, Chip, classNames, Dialog } from '../../ui';
import { ChangedText } from './changed-text';
import type { LuaStore } from './store';
import { changedLines, countOf } from './text-changes';

export interface VersionDialogProps {
  readonly store: LuaStore;
  readonly module: string;
  readonly version: LuaVersion;
  /** What is in force: that is compared with. */
  readonly inForce: LuaVersion | undefined;
  /** The text that the file has now is one of the versions. Only texts that were in force are. */
  readonly isKept: boolean;
  /** It can be changed from here. */
  readonly isOwn: boolean;
  readonly onClose: () => void;
}

/** What going back to an earlier text would change. */
export function VersionDialog({ store, module, version, inForce, isKept, isOwn, onClose }: VersionDialogProps) {
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const textOf = async (one: LuaVersion, signal: AbortSignal) =>
    (await store.client.version({ module, version: one.version }, { signal })).text;
  const { value, error } = useAnswer({
    ask: async (signal) => ({
      now: inForce && (await textOf(inForce, signal)),
      earlier: await textOf(version, signal),
    }),
    question: JSON.stringify([module, version.version, inForce?.version]),
  });

  async function rollBack(): Promise<void> {
    setBusy(true);
    const done = await store.rollBack(module, version.version);
    setBusy(false);
    if (done.ok) onClose();
    else setProblem(done.message);
  }

  const wrong = problem ?? error;
  return (
    <Dialog title="An earlier text" open onClose={onClose} size="large">
      <p className="mb-3 text-muted">
        <Chip>{module}</Chip> of {momentText(version.at)}.{' '}
        {value?.now !== undefined && summary(value.now, value.earlier)}
      </p>
      {wrong !== undefined && (
        <div className="mb-3">
          <Alert
            severity="error"
            announce
            title={problem === undefined ? 'It can’t be read' : 'It was not rolled back'}
          >
            {wrong}
          </Alert>
        </div>
      )}
      {!value && error === undefined && (
        <p role="status" className="py-8 text-center text-muted">
          Reading both texts…
        </p>
      )}
      {value && <ChangedText lines={changedLines(value.now ?? value.earlier, value.earlier)} />}
      <div className="mt-4 flex flex-wrap items-center justify-end gap-2">
        <span className={classNames('mr-auto text-sm', isKept ? 'text-faint' : 'text-warn')}>
          {isKept
            ? 'The text of now stays a version, too.'
            : 'What the file holds now was never in force and is not kept: it is replaced.'}
        </span>
        <Button onClick={onClose}>{isOwn ? 'Cancel' : 'Close'}</Button>
        {isOwn && (
          <Button
            look="primary"
            icon={<RotateCcw size={13} />}
            disabled={busy || !value}
            onClick={() => void rollBack()}
          >
            Roll back to this
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function summary(now: string, earlier: string): string {
  const lines = changedLines(now, earlier);
  const [added, removed] = [countOf(lines, 'added'), countOf(lines, 'removed')];
  if (added + removed === 0) return 'It is the same as what is in force.';
  return `Rolling back adds ${countText(added, 'line')} and removes ${countText(removed, 'line')}.`;
}
