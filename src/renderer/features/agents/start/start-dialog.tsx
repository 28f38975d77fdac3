import { LoaderCircle } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { type Agent, type Profile, shellProfile } from '../../../../shared/vocabulary';
import { useAnswer } from '../../../client';
import { shortPath } from '../../../text';
import { Alert, Button, Dialog, Fold, SelectField, showError, TextField } from '../../../ui';
import { groupNames, recentFolders } from '../list/listing';
import type { PanePlace } from '../panes/layout';
import type { AgentsStore } from '../store';
import { emptyForm, problemsOf, type Repository, requestOf, type StartForm, usualFolder } from './form';
import { inOrder, ProfileCards } from './profile-cards';
import { WorktreeFields } from './worktree-fields';

export interface StartDialogProps {
  readonly store: AgentsStore;
  readonly agents: readonly Agent[];
  readonly home: string | undefined;
  readonly place: PanePlace | undefined;
  /** The profile that is chosen at first. */
  readonly profile: string | undefined;
  readonly onClose: () => void;
}

/** Asks what to start, where, and with which prompt. */
export function StartDialog(props: StartDialogProps) {
  const { store, agents, home, onClose } = props;
  const profiles = useAnswer({ question: 'profiles', ask: (signal) => store.client.profiles(undefined, { signal }) });
  const folder = usualFolder(store.current(), recentFolders(agents));
  const [form, setForm] = useState<StartForm>({
    ...emptyForm,
    cwd: folder === undefined ? '' : shortPath(folder, home),
  });
  return (
    <Dialog open title="New agent" size="medium" onClose={onClose}>
      {profiles.value ? (
        <Form {...props} form={form} onForm={setForm} profiles={inOrder(profiles.value)} />
      ) : profiles.error === undefined ? (
        <p role="status" className="py-8 text-center text-muted">
          Looking for coding agents…
        </p>
      ) : (
        <Alert severity="error" announce title="It is not known what can be started">
          <p className="mb-2">{profiles.error}</p>
          <Button onClick={profiles.again}>Try again</Button>
        </Alert>
      )}
    </Dialog>
  );
}

interface FormProps extends StartDialogProps {
  readonly profiles: readonly Profile[];
  readonly form: StartForm;
  readonly onForm: (form: StartForm) => void;
}

function Form({ store, agents, home, place, profile: asked, onClose, profiles, form: filled, onForm }: FormProps) {
  const { profile: last } = store.preferences.getState();
  const chosen = [filled.profile, asked, last].find((id) => profiles.some((profile) => profile.id === id));
  const profile = profiles.find(({ id }) => id === chosen) ?? profiles[0];
  const form = { ...filled, profile: profile?.id ?? shellProfile };
  const [starting, setStarting] = useState(false);
  const [failure, setFailure] = useState<string>();
  const repository = useRepository(store, requestOf(form, { repository: undefined, home }).cwd);
  const problems = problemsOf(form, repository);
  const element = useRef<HTMLFormElement>(null);
  const isOpen = useOpen();
  // It came after the dialog, which gave the focus to what was there.
  useEffect(() => element.current?.querySelector<HTMLElement>('[data-first]')?.focus(), []);
  const folders = useId();
  const groups = useId();
  const set = (change: Partial<StartForm>) => onForm({ ...form, ...change });
  const isShell = form.profile === shellProfile && form.command === '';

  async function start(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (starting || Object.keys(problems).length > 0) return;
    setStarting(true);
    setFailure(undefined);
    const started = await store.start(requestOf(form, { repository, home }), place);
    if (started.ok) store.preferences.setState({ profile: form.profile });
    if (!isOpen()) {
      if (!started.ok) showError('The agent could not be started', started.message);
      return;
    }
    setStarting(false);
    if (started.ok) onClose();
    else setFailure(started.message);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) element.current?.requestSubmit();
  }

  return (
    <form
      ref={element}
      onSubmit={(event) => void start(event)}
      onKeyDown={onKeyDown}
      className="@container flex flex-col gap-4"
    >
      <fieldset disabled={starting} className="flex min-w-0 flex-col gap-4">
        <ProfileCards profiles={profiles} value={form.profile} onChange={(profile) => set({ profile })} />
        {!isShell && (
          <TextField
            first
            label="Prompt"
            lines={3}
            value={form.prompt}
            onChange={(prompt) => set({ prompt })}
            placeholder="What it should do. Typed into it once it is ready; leave it empty to begin by yourself."
          />
        )}
        <div className="grid grid-cols-1 gap-4 @min-[400px]:grid-cols-2">
          <TextField
            first={isShell}
            label="Name"
            value={form.name}
            onChange={(name) => set({ name })}
            placeholder={profile?.name}
            problem={problems.name}
          />
          <TextField
            label="Group"
            value={form.group}
            onChange={(group) => set({ group })}
            list={groups}
            placeholder="No group"
            problem={problems.group}
          />
        </div>
        <TextField
          code
          label="Folder"
          value={form.cwd}
          onChange={(cwd) => set({ cwd })}
          list={folders}
          placeholder={profile?.cwd ?? '~'}
          problem={problems.cwd}
          hint={
            repository &&
            `In the git repository \`${shortPath(repository.repository, home)}\`${repository.current === undefined ? '' : `, on branch \`${repository.current}\``}.`
          }
        />
        <WorktreeFields {...{ form, problems, repository, onChange: set }} />
        <Fold title="More" brief={form.command}>
          <div className="grid grid-cols-1 gap-4 @min-[400px]:grid-cols-2">
            <TextField
              code
              label="Command"
              value={form.command}
              onChange={(command) => set({ command })}
              placeholder={profile?.command.join(' ')}
              hint="In place of that of the profile."
            />
            <SelectField
              label="When it ends by itself"
              value={form.autoRestart}
              onChange={(autoRestart) => set({ autoRestart })}
              options={restartOptions}
            />
          </div>
        </Fold>
      </fieldset>
      <datalist id={folders}>
        {recentFolders(agents).map((folder) => (
          <option key={folder} value={shortPath(folder, home)} />
        ))}
      </datalist>
      <datalist id={groups}>
        {groupNames(agents).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {failure !== undefined && (
        <Alert severity="error" announce title="It could not be started">
          {failure}
        </Alert>
      )}
      <div className="flex items-center justify-end gap-2">
        {starting && <Progress worktree={form.worktree} />}
        <Button onClick={onClose}>{starting ? 'Close' : 'Cancel'}</Button>
        <Button look="primary" submits disabled={starting || Object.keys(problems).length > 0}>
          Start
        </Button>
      </div>
    </form>
  );
}

const restartOptions = [
  { value: 'profile', label: 'As its profile says' },
  { value: 'never', label: 'It stays ended' },
  { value: 'on-failure', label: 'Restart it after an error' },
  { value: 'always', label: 'Restart it always' },
] as const;

function Progress({ worktree }: { readonly worktree: boolean }) {
  return (
    <p role="status" className="mr-auto flex items-center gap-2 text-sm text-muted">
      <LoaderCircle size={14} className="animate-spin" aria-hidden />
      {worktree ? 'Making the worktree and setting it up…' : 'Starting…'}
    </p>
  );
}

/** The repository that a folder lies in, asked for when the typing pauses. */
function useRepository({ client }: AgentsStore, cwd: string | undefined): Repository | undefined {
  const { value, of } = useAnswer({
    question: cwd ?? '',
    ask: async (signal) => (cwd === undefined ? undefined : client.branches({ cwd }, { signal })),
    afterMs: 200,
  });
  return of === (cwd ?? '') ? value : undefined;
}

/** Tells later whether the component is still shown. */
function useOpen(): () => boolean {
  const open = useRef(true);
  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);
  return () => open.current;
}
