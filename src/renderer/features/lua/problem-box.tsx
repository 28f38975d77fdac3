import type { LuaProblem } from '../../../shared/vocabulary';
import { Alert, CopyButton, Fold } from '../../ui';
import { bareMessage, problemPlace, tracebackText } from './files';
import { type OpenPlace, Place } from './place';

export interface ProblemBoxProps {
  readonly problem: LuaProblem;
  readonly folder: string;
  /** Undefined: the place leads nowhere. */
  readonly onOpen?: OpenPlace;
  /** What is in force in its place. */
  readonly children: string;
}

/** What went wrong and where, with all that Lua tells about it. */
export function ProblemBox({ problem, folder, onOpen, children }: ProblemBoxProps) {
  const place = problemPlace(problem, folder);
  return (
    <Alert severity="error" title={<span className="wrap-anywhere whitespace-pre-wrap">{bareMessage(problem)}</span>}>
      {place !== '' && (
        <p className="flex items-center gap-1">
          <Place className="min-w-0 font-mono text-sm wrap-anywhere text-ink" {...{ problem, folder, onOpen }} />
          <CopyButton text={problemPlace(problem)} what="place" />
        </p>
      )}
      <p>{children}</p>
      {problem.traceback !== undefined && problem.traceback !== '' && (
        <Fold title="Traceback">
          <Traceback text={tracebackText(problem.traceback, folder)} />
        </Fold>
      )}
    </Alert>
  );
}

export function Traceback({ text }: { readonly text: string }) {
  return (
    <pre className="max-h-60 overflow-auto font-mono text-xs whitespace-pre-wrap wrap-anywhere text-muted">{text}</pre>
  );
}
