import { type KeyboardEvent, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { LuaState } from '../../../shared/contract';
import { shortPath } from '../../text';
import { Alert, Button, Chip, SearchField } from '../../ui';
import { CompareDialog } from './compare-dialog';
import { FileDetails } from './file-details';
import { FileList } from './file-list';
import { anyOwn, groupsOf } from './files';
import { HowToBegin } from './how-to-begin';
import { ProjectList } from './project-list';
import type { LuaStore } from './store';

export interface FilesViewProps {
  readonly store: LuaStore;
  readonly home: string | undefined;
}

/** The files by layer, and everything of the chosen one. */
export function FilesView({ store, home }: FilesViewProps) {
  const state = useStore(store.state, ({ value }) => value);
  const selected = useStore(store.shown, (shown) => shown.selected);
  const [search, setSearch] = useState('');
  const [compared, setCompared] = useState<string>();
  const listRef = useRef<HTMLDivElement>(null);
  if (!state) return null;
  const file = state.files.find(({ module }) => module === selected);
  const override = state.overrides.find(({ module }) => module === compared);
  const groups = groupsOf(state.files, search);

  function close(): void {
    store.select(undefined);
    listRef.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && file && !event.defaultPrevented) close();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape means the details wherever the focus is
    <div className="flex min-h-0 flex-1 max-[1100px]:flex-col" onKeyDown={onKeyDown}>
      <div className="@container flex min-h-0 min-w-0 flex-1 flex-col">
        {state.files.length > 0 && (
          <div className="flex shrink-0 items-center border-b border-line px-5 py-2">
            <SearchField
              label="Search files"
              value={search}
              onChange={setSearch}
              onDone={() => listRef.current?.focus()}
            />
          </div>
        )}
        <div className="min-h-0 flex-1 overflow-y-auto">
          <ChangedBelow overrides={state.overrides} onCompare={setCompared} />
          {search === '' && <ProjectList store={store} projects={state.projects} home={home} />}
          {!anyOwn(state.files) && search === '' && <HowToBegin folder={shortPath(state.folder, home)} />}
          {state.files.length > 0 && groups.length === 0 && (
            <p role="status" className="px-5 py-8 text-center text-muted">
              No file has such a name. <ClearSearch onClick={() => setSearch('')} />
            </p>
          )}
          <FileList
            listRef={listRef}
            groups={groups}
            folder={state.folder}
            overrides={state.overrides}
            selected={file?.module}
            onSelect={store.select}
          />
        </div>
      </div>
      {file && (
        <FileDetails key={file.module} {...{ store, state, file, home }} onCompare={setCompared} onClose={close} />
      )}
      {override && <CompareDialog store={store} override={override} onClose={() => setCompared(undefined)} />}
    </div>
  );
}

function ClearSearch({ onClick }: { readonly onClick: () => void }) {
  return (
    <button type="button" onClick={onClick} className="text-accent underline-offset-2 hover:underline">
      Show all
    </button>
  );
}

/** Files of the person whose shipped counterpart is another one than when they were written. */
interface ChangedBelowProps extends Pick<LuaState, 'overrides'> {
  readonly onCompare: (module: string) => void;
}

function ChangedBelow({ overrides, onCompare }: ChangedBelowProps) {
  const changed = overrides.filter((override) => override.changed);
  if (changed.length === 0) return null;
  return (
    <div className="px-5 pt-4">
      <Alert
        severity="warning"
        title={
          changed.length === 1
            ? 'A shipped file that you replaced has changed'
            : `${changed.length} shipped files that you replaced have changed`
        }
      >
        <p>An update brought new ones; yours are in force as before. See whether you want what is new in them:</p>
        <ul className="mt-1 flex flex-col gap-1">
          {changed.map(({ module, shipped }) => (
            <li key={module} className="flex flex-wrap items-center gap-x-2 gap-y-1 wrap-anywhere">
              <span>
                <Chip>{module}</Chip> stands in place of <Chip>{shipped}</Chip>
              </span>
              <Button onClick={() => onCompare(module)}>Compare…</Button>
            </li>
          ))}
        </ul>
      </Alert>
    </div>
  );
}
