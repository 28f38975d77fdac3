import { useState } from 'react';
import type { FullCapture } from '../../../shared/vocabulary';
import { Alert, Button, Chip, CopyButton, Dialog, FactList, Prose, Switch } from '../../ui';
import type { CaptureActions } from './store';

export interface FullCaptureDialogProps {
  readonly full: FullCapture;
  readonly actions: CaptureActions;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Says what is installed, where and with which rights, before anybody is asked for a password. */
export function FullCaptureDialog({ full, actions, open, onClose }: FullCaptureDialogProps) {
  const [chosen, setChosen] = useState<boolean>();
  const [complaint, setComplaint] = useState<string>();
  // A newer helper is for whom the one before was.
  const allUsers = chosen ?? full.installed?.allUsers ?? false;

  function close(): void {
    setComplaint(undefined);
    onClose();
  }

  async function turnOn(): Promise<void> {
    setComplaint(undefined);
    const said = await actions.enable(allUsers);
    if (said === undefined) close();
    else setComplaint(said);
  }

  // It may have been turned on elsewhere, by a command that this dialog showed.
  const done = full.state === 'on';
  return (
    <Dialog title="Turn on full capture" open={open} onClose={close}>
      <div className="flex flex-col gap-4">
        <p className="text-muted">
          The kernel then hands over every command with its arguments, however short it lives. A copy of VibeRot’s probe
          is installed for this, with two capabilities that only this one program gets.
        </p>
        <FactList
          facts={[
            ['Installs', full.path && <Path key="path" path={full.path} />],
            ['Capabilities', <Prose key="text" text="`cap_bpf` `cap_perfmon`" />],
            ['Belongs to', 'root; only you and your group can start it'],
            ['Undo', <Prose key="text" text="“Turn off” in Status, or `viberot probe disable`" />],
          ]}
        />
        <div>
          <Switch label="Also report other users’ processes" checked={allUsers} onChange={setChosen} />
          <p className="mt-1 text-sm text-muted">Without it, what other users and root run is no longer seen.</p>
        </div>
        {complaint !== undefined && <Alert severity="warning" announce title={<Prose text={complaint} />} />}
        {full.canAsk ? (
          <div className="flex items-center justify-end gap-2">
            <Button look="quiet" onClick={close}>
              {done ? 'Close' : 'Cancel'}
            </Button>
            <Button look="primary" disabled={full.changing || done} onClick={() => void turnOn()}>
              {full.changing ? 'Waiting for your password…' : 'Turn on'}
            </Button>
          </div>
        ) : (
          <InTerminal command={`viberot probe enable${allUsers ? ' --all-users' : ''}`} done={done} />
        )}
      </div>
    </Dialog>
  );
}

/** Broken before its last name where it must be. */
function Path({ path }: { readonly path: string }) {
  const last = path.lastIndexOf('/') + 1;
  return (
    <code>
      {path.slice(0, last)}
      <wbr />
      <span className="whitespace-nowrap">{path.slice(last)}</span>
    </code>
  );
}

/** Where no window of the system can ask for the password. */
function InTerminal({ command, done }: { readonly command: string; readonly done: boolean }) {
  if (done) return <p role="status">Full capture is on.</p>;
  return (
    <div>
      <p>VibeRot cannot ask for your password here. Run this in a terminal:</p>
      <p className="mt-1 flex items-center gap-1">
        <Chip>{command}</Chip>
        <CopyButton text={command} what="command" />
      </p>
    </div>
  );
}
