import { useCallback, useEffect, useState } from 'react';
import type { Result } from '../../../../shared/result';
import type { RuleDraft, SampleCommand } from '../../../../shared/vocabulary';
import { agoText, countText, numberText } from '../../../text';
import { Fold, Prose, useNow } from '../../../ui';
import type { RecentCommands } from '../draft/from-command';
import type { Preview, RulesStore } from '../store';
import { SampleField, SampleVerdicts, sampleOf } from '../test/sample';
import { Part } from './part';

export interface TryProps {
  readonly store: RulesStore;
  readonly draft: RuleDraft;
  /** As it would be written: a new one is a reason to ask again. */
  readonly toml: string;
  readonly name: string;
  readonly sample: string;
  readonly onSample: (line: string) => void;
  readonly recent: RecentCommands;
}

/** What the rule would make of a command, what it would have matched, and how it is written in the file. */
export function Try({ store, draft, toml, name, sample, onSample, recent }: TryProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft counts once the hub has looked at it
  const ask = useCallback((command: SampleCommand) => store.testDraft(draft, command), [store, toml]);
  return (
    <Part title="Try it" text="This rule as it stands here, also before it is saved. Nothing is run.">
      <SampleField
        label="Would it match"
        value={sample}
        onChange={onSample}
        recent={recent}
        placeholder="npm install left-pad"
      />
      <SampleVerdicts sample={sampleOf(sample, recent())} ask={ask} nameOf={() => name} />
      <LastDay store={store} draft={draft} toml={toml} />
      {toml !== '' && (
        <Fold title="As it is written in the file">
          <section
            aria-label="The rule as text"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
            tabIndex={0}
            className="overflow-x-auto rounded-lg border border-line bg-hover p-3"
          >
            <pre className="text-sm">{toml}</pre>
          </section>
        </Fold>
      )}
    </Part>
  );
}

const dayMs = 24 * 60 * 60 * 1_000;
const pauseMs = 400;
/** More kinds of commands than this are only counted. */
const mostShown = 30;

function LastDay({ store, draft, toml }: Pick<TryProps, 'store' | 'draft' | 'toml'>) {
  const [answer, setAnswer] = useState<Result<Preview>>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft counts once the hub has looked at it
  useEffect(() => {
    let current = true;
    const ask = () => void store.preview(draft, Date.now() - dayMs).then((next) => current && setAnswer(next));
    const timer = setTimeout(ask, pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [store, toml]);

  if (!answer) return <p className="text-sm text-faint">Looking at the last 24 hours…</p>;
  if (!answer.ok)
    return <p className="text-sm text-muted">The last 24 hours could not be looked at: {answer.message}</p>;
  const { matches, matched, looked, problem } = answer.value;
  if (problem !== undefined) {
    return (
      <p className="text-sm text-muted">
        <Prose text={problem} />
      </p>
    );
  }
  const summary = (
    <>
      In the last 24 hours:{' '}
      <b className="font-semibold">{matched === 1 ? '1 match' : `${numberText(matched)} matches`}</b>
      <span className="text-faint"> among {countText(looked, 'command')}</span>
    </>
  );
  if (matches.length === 0) return <p className="text-sm">{summary}</p>;
  return (
    <Fold title={<span className="font-normal">{summary}</span>} open={matches.length <= 5}>
      <DayMatches matches={matches} />
    </Fold>
  );
}

function DayMatches({ matches }: Pick<Preview, 'matches'>) {
  const nowMs = useNow();
  return (
    <ul aria-label="Commands of the last 24 hours" className="flex flex-col gap-1 text-sm">
      {matches.slice(0, mostShown).map(({ command, times, lastAt }) => (
        <li key={command} className="flex gap-3">
          <span className="w-10 shrink-0 text-right text-muted tabular-nums">{numberText(times)}×</span>
          <code className="min-w-0 flex-1 truncate" title={command}>
            {command}
          </code>
          <span className="shrink-0 text-faint tabular-nums">{agoText(lastAt, nowMs)}</span>
        </li>
      ))}
      {matches.length > mostShown && <li className="text-faint">and {numberText(matches.length - mostShown)} more</li>}
    </ul>
  );
}
