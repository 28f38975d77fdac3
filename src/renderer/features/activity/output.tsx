import { useEffect, useRef } from 'react';
import type { Run, RunOutput } from '../../../shared/vocabulary';
import { useAnswer } from '../../client';

export interface OutputProps {
  readonly run: Run;
  readonly readOutput: (run: Run['id'], signal: AbortSignal) => Promise<RunOutput | undefined>;
}

const followMs = 1_000;

/** What an action has printed, followed while it runs. */
export function Output({ run, readOutput }: OutputProps) {
  const running = run.endedAt === undefined;
  const { value, of, error } = useAnswer({
    // None is an answer, too.
    ask: async (signal) => ({ output: await readOutput(run.id, signal) }),
    question: `${run.id}:${run.state}`,
    everyMs: running ? followMs : undefined,
  });
  const boxRef = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const text = value?.output?.text ?? '';

  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the end of the text, unless somebody has scrolled up
  useEffect(() => {
    const box = boxRef.current;
    if (box && atEnd.current) box.scrollTop = box.scrollHeight;
  }, [text]);

  if (error !== undefined) return <p className="mt-1.5 text-bad">The output can’t be shown: {error}</p>;
  if (of === undefined) return <p className="mt-1.5 text-faint">Reading…</p>;
  if (!value?.output) return <p className="mt-1.5 text-faint">The output is no longer kept.</p>;
  if (text === '')
    return <p className="mt-1.5 text-faint">{running ? 'Nothing printed yet.' : 'Nothing was printed.'}</p>;
  return (
    <section
      ref={boxRef}
      aria-label="Output"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        atEnd.current = scrollTop + clientHeight >= scrollHeight - 4;
      }}
      className="mt-1.5 max-h-44 overflow-auto rounded-md border border-line bg-hover px-2.5 py-1.5 font-mono text-xs whitespace-pre-wrap wrap-anywhere"
    >
      {value.output.cut && <span className="text-faint">… what came before is not kept{'\n'}</span>}
      {text}
    </section>
  );
}
