import { Check, Minus } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import type { Result } from '../../../shared/result';
import type { MatchForm, RuleVerdicts } from '../../../shared/vocabulary';
import { splitCommand } from '../../text';
import { Alert, Prose } from '../../ui';
import type { RulesStore } from './store';

const pauseMs = 150;

export interface TestBoxProps {
  readonly store: RulesStore;
  /** When other rules come into force, the verdict is asked for again. */
  readonly revision: number;
}

/** Says which rules a command line would match, while it is typed. */
export function TestBox({ store, revision }: TestBoxProps) {
  const id = useId();
  const [line, setLine] = useState('');
  const [verdicts, setVerdicts] = useState<Result<RuleVerdicts>>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another revision is a reason to ask again
  useEffect(() => {
    const argv = splitCommand(line);
    if (argv.length === 0) return setVerdicts(undefined);
    let current = true;
    const timer = setTimeout(() => void store.test(argv).then((answer) => current && setVerdicts(answer)), pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [line, revision, store]);

  return (
    <section
      aria-label="Test a command"
      className="order-first rounded-lg border border-line p-4 @min-[980px]:order-none"
    >
      <label htmlFor={id} className="font-semibold">
        Test a command
      </label>
      <p className="mt-0.5 mb-2.5 text-sm text-muted">Nothing is run: this only tells which rules would match.</p>
      <input
        id={id}
        value={line}
        onChange={(event) => setLine(event.target.value)}
        placeholder="npm install left-pad"
        spellCheck={false}
        autoComplete="off"
        className="h-8 w-full rounded-md border border-line-strong bg-raised px-2.5 font-mono text-sm placeholder:text-faint focus-visible:outline-offset-0"
      />
      <div aria-live="polite" className="empty:hidden">
        {verdicts && <Verdicts answer={verdicts} />}
      </div>
    </section>
  );
}

function Verdicts({ answer }: { readonly answer: Result<RuleVerdicts> }) {
  if (!answer.ok) {
    return (
      <div className="mt-3">
        <Alert severity="error" title="The command could not be tested">
          {answer.message}
        </Alert>
      </div>
    );
  }
  const { matches, rejected } = answer.value;
  return (
    <ul className="mt-3 flex flex-col gap-2 text-sm">
      {matches.map(({ id, form }) => (
        <li key={id} className="flex gap-2">
          <Check size={14} className="mt-0.5 shrink-0 text-good" role="img" aria-label="matches" />
          <span className="min-w-0 break-words">
            <b className="font-semibold">{id}</b> would match {forms[form]}.
          </span>
        </li>
      ))}
      {rejected.map(({ id, why }) => (
        <li key={id} className="flex gap-2 text-muted">
          <Minus size={14} className="mt-0.5 shrink-0 text-faint" role="img" aria-label="does not match" />
          <span className="min-w-0 break-words">
            <b className="font-semibold">{id}</b>: <Prose text={why} />
          </span>
        </li>
      ))}
    </ul>
  );
}

const forms: Record<MatchForm, string> = {
  line: 'the whole command line',
  program: 'it without the program’s folder',
  script: 'it without its interpreter',
};
