import { ArrowRight } from 'lucide-react';
import type { RulesState } from '../../../shared/contract';
import type { Rule } from '../../../shared/vocabulary';
import { agoText, countText, momentText } from '../../text';
import { Badge, Chip, classNames, useNow } from '../../ui';
import { actionText } from './rule-text';

/** The rules in force, in the order of the file. */
export function RuleList({ state }: { readonly state: RulesState }) {
  return (
    <ul aria-label="Rules in force" className="divide-y divide-line rounded-lg border border-line">
      {state.rules.map((rule) => (
        <RuleItem key={rule.id} rule={rule} counts={state.counts[rule.id]} />
      ))}
    </ul>
  );
}

interface RuleItemProps {
  readonly rule: Rule;
  readonly counts: RulesState['counts'][string] | undefined;
}

function RuleItem({ rule, counts }: RuleItemProps) {
  return (
    <li className={classNames('flex flex-col gap-2 px-4 py-3', !rule.enabled && 'bg-hover')}>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h2 className={classNames('font-semibold break-all', !rule.enabled && 'text-muted')}>{rule.id}</h2>
        {!rule.enabled && <Badge title="enabled = false in the file">disabled</Badge>}
        {rule.action.singleInstance && (
          <Badge title="While a run is under way, further matches are held">one at a time</Badge>
        )}
        <span className="ml-auto text-sm text-faint tabular-nums">line {rule.line}</span>
      </div>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        {rule.commands.map((glob) => (
          <Chip key={glob}>{glob}</Chip>
        ))}
        <ArrowRight size={13} className="shrink-0 text-faint" role="img" aria-label="runs" />
        <ActionCode text={actionText(rule.action)} />
      </div>
      <Counts counts={counts} />
    </li>
  );
}

/** A script keeps its lines; a long one scrolls. */
function ActionCode({ text }: { readonly text: string }) {
  const lines = text.split('\n').length;
  const scrolls = lines > 6;
  return (
    <code
      // A part that scrolls must be reachable by keyboard.
      tabIndex={scrolls ? 0 : undefined}
      className={classNames(
        'text-sm wrap-anywhere whitespace-pre-wrap text-muted',
        lines > 1 && 'basis-full rounded-md bg-code px-2.5 py-1.5',
        scrolls && 'max-h-30 overflow-y-auto',
      )}
    >
      {text}
    </code>
  );
}

function Counts({ counts }: Pick<RuleItemProps, 'counts'>) {
  const nowMs = useNow();
  if (!counts || counts.matched + counts.held === 0) return <p className="text-sm text-faint">Not matched yet</p>;
  return (
    <p className="flex flex-wrap gap-x-4 text-sm text-muted tabular-nums">
      <span>Matched {countText(counts.matched, 'time')}</span>
      {counts.held > 0 && <span className="text-warn">Held {countText(counts.held, 'time')}</span>}
      <span title={momentText(counts.lastAt)}>Last {agoText(counts.lastAt, nowMs)}</span>
    </p>
  );
}
