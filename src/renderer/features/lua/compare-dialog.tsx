import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import type { LuaState } from '../../../shared/contract';
import { useAnswer } from '../../client';
import { countText } from '../../text';
import { Alert, Button, Chip, Dialog } from '../../ui';
import { ChangedText } from './changed-text';
import type { LuaStore } from './store';
import { changedLines, countOf } from './text-changes';

export interface CompareDialogProps {
  readonly store: LuaStore;
  readonly override: LuaState['overrides'][number];
  readonly onClose: () => void;
}

/** How a file of the person differs from the shipped one whose place it takes. */
export function CompareDialog({ store, override: { module, shipped, changed }, onClose }: CompareDialogProps) {
  const [busy, setBusy] = useState(false);
  const { value, error } = useAnswer({
    ask: (signal) => store.client.text({ module }, { signal }),
    question: `${module} ${changed}`,
  });
  const lines = value?.shipped === undefined ? undefined : changedLines(value.shipped, value.text);

  async function keep(): Promise<void> {
    setBusy(true);
    const isKept = await store.keepOverride(module);
    setBusy(false);
    if (isKept) onClose();
  }

  return (
    <Dialog title="Yours and the shipped one" open onClose={onClose} size="large">
      <p className="mb-3 text-muted wrap-anywhere">
        <Chip>{module}</Chip> takes the place of <Chip>{shipped}</Chip>.{' '}
        {lines &&
          `Yours has ${countText(countOf(lines, 'added'), 'line')} of its own, and lacks ${countText(countOf(lines, 'removed'), 'line')} of that.`}
      </p>
      {error !== undefined && (
        <Alert severity="error" announce title="They can’t be read">
          {error}
        </Alert>
      )}
      {value && !lines && <p className="text-muted">It takes the place of no shipped file any more.</p>}
      {!value && error === undefined && (
        <p role="status" className="py-8 text-center text-muted">
          Reading both texts…
        </p>
      )}
      {lines && <ChangedText lines={lines} />}
      <div className="mt-4 flex flex-wrap items-center justify-end gap-2">
        <span className="mr-auto">
          <Button icon={<ExternalLink size={13} />} onClick={() => void store.openFile(module)}>
            Open yours in the editor
          </Button>
        </span>
        <Button onClick={onClose}>Close</Button>
        {changed && (
          <Button look="primary" disabled={busy} onClick={() => void keep()}>
            Keep yours as it is
          </Button>
        )}
      </div>
    </Dialog>
  );
}
