import { ShieldCheck, ShieldX } from 'lucide-react';
import { useState } from 'react';
import type { LuaProject, LuaProjectText } from '../../../shared/contract';
import { useAnswer } from '../../client';
import { shortPath } from '../../text';
import { Alert, Badge, Button, Chip, Dialog, Fold, type Tone } from '../../ui';
import { ChangedText } from './changed-text';
import type { LuaStore } from './store';
import { changedLines } from './text-changes';

export interface ProjectDialogProps {
  readonly store: LuaStore;
  readonly project: LuaProject;
  readonly home: string | undefined;
  readonly onClose: () => void;
}

/** All that a project would run, beside what is trusted of it. Exactly what is shown is what gets trusted. */
export function ProjectDialog({ store, project, home, onClose }: ProjectDialogProps) {
  const { folder, name, state } = project;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [attempt, setAttempt] = useState(0);
  const { value, error } = useAnswer({
    ask: (signal) => store.client.project({ folder }, { signal }),
    question: `${folder} ${attempt}`,
  });
  const changed = value?.files.filter(({ change }) => change !== 'same') ?? [];
  const isTrusted = state === 'trusted' || state === 'changed';

  async function decide(trusted: boolean): Promise<void> {
    setBusy(true);
    const done = await store.trustProject(project, trusted, trusted ? value?.mark : undefined);
    setBusy(false);
    if (done.ok) return onClose();
    setProblem(done.message);
    // What it is now is what can be trusted next.
    setAttempt(attempt + 1);
  }

  const wrong = problem ?? error;
  return (
    <Dialog title={isTrusted ? `Lua of ${name}` : `Trust the Lua of ${name}?`} open onClose={onClose} size="large">
      <p className="mb-3 max-w-prose text-muted">
        {about[state]} <Chip>{shortPath(`${folder}/.viberot/lua`, home)}</Chip>
      </p>
      {wrong !== undefined && (
        <div className="mb-3">
          <Alert
            severity="error"
            announce
            title={problem === undefined ? 'The files can’t be read' : 'Nothing has changed'}
          >
            {wrong}
          </Alert>
        </div>
      )}
      {!value && error === undefined && (
        <p role="status" className="py-8 text-center text-muted">
          Reading the files…
        </p>
      )}
      <div className="flex flex-col gap-1">
        {value?.files.map((file) => (
          <File key={`${file.path} ${value.mark}`} file={file} open={file === changed[0] || changed.length <= 3} />
        ))}
      </div>
      <div className="mt-4 flex flex-wrap items-center justify-end gap-2">
        <span className="mr-auto text-sm text-faint">
          Trusted files run with all permissions. A file that changes has to be trusted again.
        </span>
        {state !== 'declined' && (
          <Button icon={<ShieldX size={13} />} disabled={busy} onClick={() => void decide(false)}>
            {isTrusted ? 'Stop trusting' : 'Don’t trust'}
          </Button>
        )}
        {state === 'trusted' ? (
          <Button onClick={onClose}>Close</Button>
        ) : (
          <Button
            look="primary"
            icon={<ShieldCheck size={13} />}
            disabled={busy || !value}
            onClick={() => void decide(true)}
          >
            {state === 'changed' ? 'Trust the changes' : 'Trust'}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

const about: Readonly<Record<LuaProject['state'], string>> = {
  new: 'Whoever wrote these files decides what they do on this machine: read them first. They lie in',
  declined: 'Nothing of it is run. Whoever wrote these files decides what they do on this machine. They lie in',
  changed: 'What you have trusted goes on. What has changed since is run once you trust it, too:',
  trusted: 'This is what you have trusted, and what is run:',
  missing: 'It is not there any more:',
};

const changes: Readonly<Record<LuaProjectText['change'], { readonly text: string; readonly tone: Tone }>> = {
  same: { text: 'as trusted', tone: 'plain' },
  added: { text: 'new', tone: 'accent' },
  changed: { text: 'changed', tone: 'warn' },
  removed: { text: 'removed', tone: 'plain' },
};

function File({ file, open }: { readonly file: LuaProjectText; readonly open: boolean }) {
  const { path, change, text = '', trusted = '' } = file;
  const { text: said, tone } = changes[change];
  return (
    <Fold
      title={<span className="font-mono">{path}</span>}
      mark={<Badge tone={tone}>{said}</Badge>}
      open={open && change !== 'same'}
    >
      <ChangedText lines={change === 'added' ? changedLines(text, text) : changedLines(trusted, text)} />
    </Fold>
  );
}
