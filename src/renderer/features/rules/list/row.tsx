import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { CircleAlert, GripVertical, Pause } from 'lucide-react';
import { memo } from 'react';
import { useStore } from 'zustand';
import { agoText, countText, numberText } from '../../../text';
import { Badge, classNames, Switch, useNow } from '../../../ui';
import { ActionIcon } from '../action-icon';
import { actionWords } from '../draft/actions';
import type { CountsStore } from '../store';
import type { ListedRule } from './listed';
import { RowMenu, type RowMenuProps } from './row-menu';

export const rowHeight = 82;

export interface RowProps extends Omit<RowMenuProps, 'tabIndex'> {
  readonly rule: ListedRule;
  /** From 1, of `count`. */
  readonly position: number;
  readonly count: number;
  readonly top: number;
  /** Its form is open. */
  readonly open: boolean;
  /** It is the one that Tab leads to. */
  readonly active: boolean;
  readonly counts: CountsStore;
  readonly onOpen: (id: string) => void;
  readonly onActive: (id: string) => void;
}

export const rowButtonId = (id: string) => `rule-${id}`;

/** A rule of the list: opened by a click or Enter, with its switch, its menu and a handle to drag it by. */
export const Row = memo(function Row({
  rule,
  position,
  count,
  top,
  open,
  active,
  counts,
  onOpen,
  onActive,
  ...menu
}: RowProps) {
  const sortable = useSortable({ id: rule.id, disabled: !menu.movable });
  const tabIndex = active ? 0 : -1;
  return (
    <li
      ref={sortable.setNodeRef}
      aria-setsize={count}
      aria-posinset={position}
      style={{
        top,
        height: rowHeight,
        transform: CSS.Translate.toString(sortable.transform),
        transition: sortable.transition,
      }}
      onFocus={() => onActive(rule.id)}
      className={classNames(
        'absolute inset-x-0 flex items-stretch gap-0.5 border-b border-line pr-2',
        open ? 'bg-selected' : 'bg-canvas hover:bg-hover',
        sortable.isDragging && 'z-10 opacity-90 shadow-raised',
      )}
    >
      <button
        type="button"
        ref={sortable.setActivatorNodeRef}
        {...sortable.attributes}
        {...sortable.listeners}
        tabIndex={tabIndex}
        aria-label={`Move ${rule.name}`}
        disabled={!menu.movable}
        className="my-2 ml-1 grid w-5 shrink-0 cursor-grab! touch-none place-items-center rounded text-faint hover:text-ink disabled:invisible"
      >
        <GripVertical size={14} aria-hidden />
      </button>
      <button
        type="button"
        id={rowButtonId(rule.id)}
        data-rule={rule.id}
        tabIndex={tabIndex}
        aria-current={open ? 'true' : undefined}
        onClick={() => onOpen(rule.id)}
        className="flex min-w-0 flex-1 flex-col justify-center gap-0.5 px-1 text-left outline-offset-[-2px]!"
      >
        <Title rule={rule} />
        <span className={classNames('w-full truncate font-mono text-sm', rule.enabled ? 'text-ink' : 'text-faint')}>
          {rule.commands.join('  ·  ')}
        </span>
        <Actions rule={rule} counts={counts} />
      </button>
      <div className="flex shrink-0 items-center gap-1">
        <Switch
          bare
          label={`${rule.name} is on`}
          checked={rule.enabled}
          tabIndex={tabIndex}
          onChange={(enabled) => menu.commands.enable(rule.id, enabled)}
        />
        <RowMenu {...menu} rule={rule} tabIndex={tabIndex} />
      </div>
    </li>
  );
});

function Title({ rule }: Pick<RowProps, 'rule'>) {
  return (
    <span className="flex w-full min-w-0 items-center gap-1.5 *:shrink-0">
      <span className={classNames('min-w-0 shrink! truncate font-semibold', !rule.enabled && 'text-muted')}>
        {rule.name}
      </span>
      {rule.problems.length > 0 && (
        <Badge tone="bad" icon={<CircleAlert size={11} />} title={rule.problems.join('\n')}>
          {countText(rule.problems.length, 'problem')}
        </Badge>
      )}
      {rule.paused && (
        <Badge tone="warn" icon={<Pause size={11} />} title="It still matches and is shown, but no action starts">
          paused
        </Badge>
      )}
      {!rule.enabled && <Badge title="enabled = false in the file">off</Badge>}
      {rule.on !== 'start' && <Badge>{rule.on === 'exit' ? 'at end' : 'on failure'}</Badge>}
      {rule.priority !== 0 && (
        <Badge title="Rules with a higher priority are asked first">
          <span className="@max-[340px]:sr-only">priority </span>
          {rule.priority > 0 && '+'}
          {rule.priority}
        </Badge>
      )}
    </span>
  );
}

function Actions({ rule: { id, actions }, counts }: Pick<RowProps, 'rule' | 'counts'>) {
  const [first] = actions;
  return (
    <span className="flex w-full min-w-0 items-center gap-1.5 overflow-hidden text-xs text-muted">
      {actions.map(({ type }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: actions have no other identity than their place
        <span key={index} title={actionWords[type].name} className="flex shrink-0 items-center gap-1">
          <ActionIcon type={type} size={12} />
          {actions.length < 3 && (
            <span className={classNames(actions.length === 2 && '@max-[340px]:sr-only')}>{actionWords[type].name}</span>
          )}
        </span>
      ))}
      {actions.length >= 3 && (
        <span className="whitespace-nowrap @max-[340px]:sr-only">{countText(actions.length, 'action')}</span>
      )}
      {actions.length === 1 && first?.brief && <span className="min-w-0 truncate text-faint">{first.brief}</span>}
      <Counts id={id} counts={counts} />
    </span>
  );
}

function Counts({ id, counts }: { readonly id: string } & Pick<RowProps, 'counts'>) {
  const nowMs = useNow();
  const count = useStore(counts, ({ value }) => value?.[id]);
  if (!count || count.matched === 0) return null;
  const { matched, held, failed, lastAt } = count;
  return (
    <span className="ml-auto flex shrink-0 gap-2 pl-2 tabular-nums">
      {failed > 0 && <span className="text-bad">{numberText(failed)} failed</span>}
      {held > 0 && <span className="text-warn">{numberText(held)} held</span>}
      <span title={`Matched ${countText(matched, 'time')}, last ${agoText(lastAt, nowMs)}`}>
        {numberText(matched)}×
        <span className={classNames(failed + held > 0 && '@max-[340px]:sr-only')}>
          {' '}
          · <span className="text-faint">{agoText(lastAt, nowMs)}</span>
        </span>
      </span>
    </span>
  );
}
