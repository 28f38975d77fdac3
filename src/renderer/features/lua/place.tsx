import type { LuaProblem } from '../../../shared/vocabulary';
import { classNames } from '../../ui';
import { problemPlace } from './files';

export type OpenPlace = (path: string, line: number | undefined) => void;

export interface PlaceProps {
  readonly problem: LuaProblem;
  readonly folder: string;
  readonly className: string;
  readonly onOpen: OpenPlace | undefined;
}

/** Where something went wrong; it leads there. What was typed is in no file. */
export function Place({ problem, folder, className, onOpen }: PlaceProps) {
  const text = problemPlace(problem, folder);
  if (problem.path === '' || !onOpen) return <span className={className}>{text}</span>;
  return (
    <button
      type="button"
      title={`Open ${problemPlace(problem)} in the editor`}
      onClick={() => onOpen(problem.path, problem.line)}
      className={classNames('text-left underline-offset-2 hover:underline', className)}
    >
      {text}
    </button>
  );
}
