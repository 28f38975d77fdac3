import type { CommandStats, HistoryEntry } from '../../../shared/vocabulary';
import { succeeded } from '../../../shared/vocabulary';
import { useAnswer } from '../../client';
import { DetailsSection, exitStateText } from '../../process';
import { agoText, durationText, momentText, numberText } from '../../text';
import { classNames, useNow } from '../../ui';
import type { HistoryStore } from './store';

const lastRuns = 30;
/** Walking through a list asks only about the command at which one stays. */
const afterMs = 200;
const followMs = 10_000;

export interface CommandFiguresProps {
  readonly store: HistoryStore;
  /** The command line as the history has it, or its arguments as they were seen. */
  readonly command: string | readonly string[];
}

/** What the history knows of a command: how often it ran, how long it takes, how often it fails. Nothing if it knows nothing. */
export function CommandFigures({ store, command }: CommandFiguresProps) {
  const exactly = typeof command === 'string' ? { command } : { argv: [...command] };
  const filter = { search: '', outcome: 'any', ...exactly } as const;
  const question = JSON.stringify(command);
  const { value, of } = useAnswer({
    async ask(signal) {
      const [stats, last] = await Promise.all([
        store.ask.stats({ filter, limit: 1 }, { signal }),
        store.ask.list({ filter, limit: lastRuns }, { signal }),
      ]);
      return { stats: stats[0], entries: last.entries };
    },
    question,
    afterMs,
    everyMs: followMs,
  });
  if (of !== question || !value?.stats) return null;
  return (
    <DetailsSection title="This command so far">
      <Figures stats={value.stats} />
      <DurationStrip entries={value.entries} />
    </DetailsSection>
  );
}

function Figures({ stats }: { readonly stats: CommandStats }) {
  const nowMs = useNow();
  const { runs, failures, medianMs, p95Ms, lastAt } = stats;
  const figures: readonly (readonly [name: string, value: string, title?: string, bad?: boolean])[] = [
    ['Runs', numberText(runs), `Last ${agoText(lastAt, nowMs)}`],
    ['Median', medianMs === undefined ? '–' : durationText(medianMs), 'Half of its runs took no longer'],
    ['95 %', p95Ms === undefined ? '–' : durationText(p95Ms), '95 of 100 runs took no longer'],
    ['Failed', failureText(stats), `${numberText(failures)} of ${numberText(runs)} runs`, failures > 0],
  ];
  return (
    <dl className="grid grid-cols-4 gap-2 rounded-t-lg border border-line px-3 py-2">
      {figures.map(([name, value, title, bad]) => (
        <div key={name} title={title} className="min-w-0">
          <dt className="text-xs text-faint">{name}</dt>
          <dd className={classNames('truncate font-medium tabular-nums', bad === true && 'text-bad')}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** "0 %", "4 %", "less than 1 %" as "<1 %" */
export function failureText({ runs, failures }: Pick<CommandStats, 'runs' | 'failures'>): string {
  if (failures === 0 || runs === 0) return '0 %';
  const percent = (100 * failures) / runs;
  return percent < 1 ? '<1 %' : `${Math.round(percent)} %`;
}

/** How long each of the last runs took, the newest at the right. */
function DurationStrip({ entries }: { readonly entries: readonly HistoryEntry[] }) {
  const runs = entries.flatMap(({ id, startedAt, endedAt, exit }) =>
    endedAt === undefined ? [] : [{ id, startedAt, exit, ms: endedAt - startedAt }],
  );
  const longest = runs.reduce((most, { ms }) => Math.max(most, ms), 1);
  const text = `The last ${runs.length} runs took at most ${durationText(longest)}`;
  return (
    <div
      role="img"
      aria-label={text}
      title={text}
      className="flex h-11 flex-row-reverse items-end gap-px rounded-b-lg border border-t-0 border-line px-3 pt-1.5 pb-1.5"
    >
      {runs.map(({ id, startedAt, exit, ms }) => (
        <span
          key={id}
          title={`${momentText(startedAt)}: ${durationText(ms)}, ${exitStateText({ exit: exit ?? { unknown: true } })}`}
          style={{ height: `${Math.max(6, (100 * ms) / longest)}%` }}
          className={classNames(
            'max-w-2 flex-1 rounded-xs',
            exit === undefined || succeeded(exit) ? 'bg-accent/55' : 'bg-bad-vivid',
          )}
        />
      ))}
      <span className="flex-1" />
    </div>
  );
}
