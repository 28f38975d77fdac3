import { ChevronRight, CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LuaLogLine } from '../../../shared/contract';
import type { LuaProblem } from '../../../shared/vocabulary';
import { clockText, momentText } from '../../text';
import { classNames, Fold } from '../../ui';
import type { ConsoleEntry } from './console-entries';
import { bareMessage, problemPlace, tracebackText } from './files';
import { type OpenPlace, Place } from './place';
import { Traceback } from './problem-box';

interface Surroundings {
  readonly folder: string;
  readonly onOpen: OpenPlace;
}

export interface ConsoleRowProps extends Surroundings {
  readonly entry: ConsoleEntry;
}

const row =
  'flex gap-2.5 border-b border-line/50 px-5 py-0.5 [contain-intrinsic-height:auto_23px] [content-visibility:auto]';

/** A line of the console. */
export function ConsoleRow({ entry, ...around }: ConsoleRowProps) {
  if (entry.kind === 'line') return <LogRow line={entry.line} {...around} />;
  if (entry.kind === 'typed')
    return (
      <div className={row}>
        <ChevronRight size={14} className="mt-0.5 shrink-0 text-accent" role="img" aria-label="Typed" />
        <Text className="text-ink">{entry.code}</Text>
        {entry.running && <span className="shrink-0 text-faint">running…</span>}
        {entry.domain !== 'trusted' && <span className="shrink-0 text-faint max-[900px]:hidden">{entry.domain}</span>}
      </div>
    );
  if (entry.kind === 'values')
    return (
      <div className={row}>
        <span aria-hidden className="w-3.5 shrink-0" />
        <Text className={entry.values.length === 0 ? 'text-faint' : 'text-good'}>
          {entry.values.length === 0 ? 'done' : entry.values.join('\n')}
        </Text>
      </div>
    );
  return (
    <div className={classNames(row, 'bg-bad-soft')}>
      <CircleAlert size={14} className="mt-0.5 shrink-0 text-bad" role="img" aria-label="Error" />
      <Problem problem={entry.problem} {...around} />
    </div>
  );
}

const looks: Readonly<
  Record<LuaLogLine['level'], { readonly row: string; readonly icon: ReactNode; readonly text: string }>
> = {
  debug: { row: '', icon: <Letter name="debug">D</Letter>, text: 'text-muted' },
  info: { row: '', icon: <Letter name="info">I</Letter>, text: 'text-ink' },
  warn: {
    row: 'bg-warn-soft',
    icon: <TriangleAlert size={14} className="mt-0.5 shrink-0 text-warn" role="img" aria-label="warning" />,
    text: 'text-ink',
  },
  error: {
    row: 'bg-bad-soft',
    icon: <CircleAlert size={14} className="mt-0.5 shrink-0 text-bad" role="img" aria-label="error" />,
    text: 'text-ink',
  },
};

function LogRow({
  line: { level, at, module, text, problem },
  ...around
}: Surroundings & { readonly line: LuaLogLine }) {
  const look = looks[level];
  return (
    <div className={classNames(row, look.row)}>
      {look.icon}
      <time className="shrink-0 text-muted tabular-nums" title={momentText(at)}>
        {clockText(at, at)}
      </time>
      {problem ? <Problem problem={problem} {...around} /> : <Text className={look.text}>{text}</Text>}
      <span className="max-w-40 shrink-0 truncate text-muted max-[900px]:hidden" title={module}>
        {module}
      </span>
    </div>
  );
}

function Letter({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <span className="w-3.5 shrink-0 text-center text-faint">
      <span aria-hidden>{children}</span>
      <span className="sr-only">{name}</span>
    </span>
  );
}

function Text({ className, children }: { readonly className: string; readonly children: string }) {
  return <span className={classNames('min-w-0 flex-1 whitespace-pre-wrap wrap-anywhere', className)}>{children}</span>;
}

function Problem({ problem, folder, onOpen }: Surroundings & { readonly problem: LuaProblem }) {
  const place = problemPlace(problem, folder);
  return (
    <div className="min-w-0 flex-1">
      <p className="whitespace-pre-wrap wrap-anywhere">
        {place !== '' && <Place className="text-bad" {...{ problem, folder, onOpen }} />} {bareMessage(problem)}
      </p>
      {problem.traceback !== undefined && problem.traceback !== '' && (
        <Fold title="Traceback">
          <Traceback text={tracebackText(problem.traceback, folder)} />
        </Fold>
      )}
    </div>
  );
}
