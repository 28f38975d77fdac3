import { type KeyboardEvent, type RefObject, useEffect, useId } from 'react';
import type { LuaState } from '../../../shared/contract';
import { type LuaFile, msText } from '../../../shared/vocabulary';
import { countText } from '../../text';
import { Badge, classNames } from '../../ui';
import { bareMessage, type LayerGroup, problemPlace } from './files';
import { moduleForKey } from './list-keys';
import { FileStateIcon } from './state-icon';

export interface FileListProps {
  readonly listRef: RefObject<HTMLDivElement | null>;
  readonly groups: readonly LayerGroup[];
  readonly folder: string;
  readonly overrides: LuaState['overrides'];
  readonly selected: string | undefined;
  readonly onSelect: (module: string) => void;
}

/** Files under their layers. The list keeps the focus; arrows choose. */
export function FileList({ listRef, groups, folder, overrides, selected, onSelect }: FileListProps) {
  const id = useId();
  const idOf = (module: string) => `${id}-${module}`;
  useEffect(() => {
    if (selected !== undefined) document.getElementById(`${id}-${selected}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, selected]);

  function onKeyDown(event: KeyboardEvent): void {
    const modules = groups.flatMap(({ files }) => files.map(({ module }) => module));
    const module = moduleForKey(event.key, modules, selected);
    if (module === undefined) return;
    event.preventDefault();
    onSelect(module);
  }

  if (groups.length === 0) return null;
  return (
    <div
      ref={listRef}
      role="listbox"
      aria-label="Lua files"
      aria-activedescendant={selected === undefined ? undefined : idOf(selected)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="pb-4 focus-visible:outline-offset-[-2px]"
    >
      {groups.map(({ layer, title, about, files }) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, which no fieldset can be
        <div key={layer} role="group" aria-label={title}>
          <p aria-hidden className="flex items-baseline gap-2 px-5 pt-4 pb-1.5 text-sm">
            <span className="font-semibold">{title}</span>
            <span className="min-w-0 truncate text-faint">{about}</span>
          </p>
          {files.map((file) => (
            <Row
              key={file.module}
              id={idOf(file.module)}
              file={file}
              folder={folder}
              overrides={overrides}
              selected={file.module === selected}
              onSelect={onSelect}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

interface RowProps extends Pick<FileListProps, 'folder' | 'overrides' | 'onSelect'> {
  readonly id: string;
  readonly file: LuaFile;
  readonly selected: boolean;
}

function Row({ id, file, folder, overrides, selected, onSelect }: RowProps) {
  const { module, state, problem, registrations, errors, totalMs } = file;
  const override = overrides.find((each) => each.module === module);
  const replacement = overrides.find(({ shipped }) => shipped === file.path);
  const quiet = state === 'disabled' || state === 'not-run';
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the list, which keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: the list keeps the focus and names its active option
    <div
      id={id}
      role="option"
      aria-selected={selected}
      onClick={() => onSelect(module)}
      className={classNames(
        'border-b border-line/70 px-5 py-1.5',
        selected ? 'bg-selected shadow-[inset_3px_0_0_var(--color-accent)]' : 'hover:bg-hover',
      )}
    >
      <div className="flex h-5.5 items-center gap-2.5">
        <FileStateIcon state={state} />
        <span className={classNames('min-w-0 truncate font-mono text-sm', quiet ? 'text-muted' : 'text-ink')}>
          {module}
        </span>
        {state === 'disabled' && <Badge>disabled</Badge>}
        {replacement && <Badge>replaced by {replacement.module}</Badge>}
        {override && (
          <Badge tone={override.changed ? 'warn' : 'plain'} title={`In place of ${override.shipped}`}>
            {override.changed ? 'shipped one changed' : 'replaces default'}
          </Badge>
        )}
        <span className="ml-auto flex shrink-0 items-center gap-3 text-sm text-muted tabular-nums">
          {errors > 0 && <span className="text-bad">{countText(errors, 'error')}</span>}
          <span className="hidden w-20 text-right @min-[520px]:inline">
            {registrations > 0 && `${registrations} registered`}
          </span>
          <span className="hidden w-16 text-right @min-[640px]:inline">{totalMs > 0 && msText(totalMs)}</span>
        </span>
      </div>
      {problem && (
        <p className="truncate pl-6.5 text-sm text-bad">
          <span className="font-mono">{problemPlace(problem, folder)}</span> {bareMessage(problem)}
        </p>
      )}
    </div>
  );
}
