import { FolderGit2 } from 'lucide-react';
import { useState } from 'react';
import type { LuaProject } from '../../../shared/contract';
import { countText, shortPath } from '../../text';
import { Badge, Button, type Tone } from '../../ui';
import { ProjectDialog } from './project-dialog';
import type { LuaStore } from './store';

export interface ProjectListProps {
  readonly store: LuaStore;
  readonly projects: readonly LuaProject[];
  readonly home: string | undefined;
}

const states: Readonly<Record<LuaProject['state'], { readonly text: string; readonly tone: Tone }>> = {
  new: { text: 'waits for your trust', tone: 'accent' },
  changed: { text: 'changed since you trusted it', tone: 'warn' },
  trusted: { text: 'trusted', tone: 'good' },
  declined: { text: 'not trusted', tone: 'plain' },
  missing: { text: 'not there any more', tone: 'plain' },
};

/** Those that wait for the person come first. */
const order: readonly LuaProject['state'][] = ['new', 'changed', 'trusted', 'declined', 'missing'];

/** Folders that bring Lua of their own, and whether the person trusts them. */
export function ProjectList({ store, projects, home }: ProjectListProps) {
  const [open, setOpen] = useState<string>();
  const project = projects.find(({ folder }) => folder === open);
  if (projects.length === 0) return null;
  const sorted = [...projects].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return (
    <section aria-label="Projects">
      <p aria-hidden className="flex items-baseline gap-2 px-5 pt-4 pb-1.5 text-sm">
        <span className="font-semibold">Projects</span>
        <span className="min-w-0 truncate text-faint">bring Lua of their own, which is run once you trust it</span>
      </p>
      <ul>
        {sorted.map((each) => (
          <Row key={each.folder} project={each} home={home} store={store} onLook={() => setOpen(each.folder)} />
        ))}
      </ul>
      {project && <ProjectDialog store={store} project={project} home={home} onClose={() => setOpen(undefined)} />}
    </section>
  );
}

interface RowProps extends Pick<ProjectListProps, 'store' | 'home'> {
  readonly project: LuaProject;
  readonly onLook: () => void;
}

function Row({ project, home, store, onLook }: RowProps) {
  const { folder, state, files } = project;
  const { text, tone } = states[state];
  const there = files.filter(({ change }) => change !== 'removed').length;
  const isWaiting = state === 'new' || state === 'changed';
  return (
    <li className="flex min-h-9 flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line/70 px-5 py-1.5">
      <FolderGit2 size={14} className="shrink-0 text-muted" aria-hidden />
      <span className="min-w-0 truncate font-mono text-sm" title={folder}>
        {shortPath(folder, home)}
      </span>
      <Badge tone={tone}>{text}</Badge>
      <span className="text-sm text-faint">{countText(there, 'file')}</span>
      <span className="ml-auto flex gap-2">
        {state === 'missing' ? (
          <Button look="quiet" onClick={() => void store.trustProject(project, false)}>
            Forget
          </Button>
        ) : (
          <Button look={isWaiting ? 'outline' : 'quiet'} onClick={onLook}>
            Look at the files…
          </Button>
        )}
        {state === 'new' && (
          <Button look="quiet" onClick={() => void store.trustProject(project, false)}>
            Don’t trust
          </Button>
        )}
      </span>
    </li>
  );
}
