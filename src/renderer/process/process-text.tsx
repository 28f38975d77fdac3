import { describeExit, type Exit } from '../../shared/vocabulary';
import { programParts, shortPath } from '../text';
import { classNames } from '../ui';
import { type ExitState, exitState } from './exit-state';

export interface CommandTextProps {
  /** The program as it was started. */
  readonly program: string;
  /** The rest of the command line. */
  readonly args: string;
  /** It was typed into a shell, and no process of its own was seen. */
  readonly typed?: boolean;
}

/** The command line with the name of the program louder than its folder and its arguments. */
export function CommandText({ program, args, typed = false }: CommandTextProps) {
  const { folder, name } = programParts(program);
  return (
    <span className="font-mono">
      {typed && (
        <span title="Typed into a shell; no process of its own was seen" className="text-accent select-none">
          ${' '}
        </span>
      )}
      <span className="text-faint">{folder}</span>
      <span className="font-semibold text-ink">{name}</span> {args}
    </span>
  );
}

/** Too long a path loses its beginning: the end tells more. The isolated marks keep the slashes in their order. */
export function FolderText({ path, home }: { readonly path: string; readonly home: string | undefined }) {
  return (
    <span title={path} dir="rtl" className="block truncate text-left">
      <bdi dir="ltr">{shortPath(path, home)}</bdi>
    </span>
  );
}

const exitLook: Record<ExitState, string> = {
  running: '',
  ok: 'text-faint',
  failed: 'font-semibold text-bad',
  signal: 'text-warn',
  gone: 'text-faint',
};

/** "0", "1", "SIGTERM" */
export function ExitText({ exit }: { readonly exit: Exit | undefined }) {
  if (exit === undefined) return null;
  const text = describeExit(exit);
  return (
    <span title={text} className={classNames('font-mono', exitLook[exitState({ exit })])}>
      {/* Whether a core was dumped is for the details. */}
      {text.split(' (')[0]}
    </span>
  );
}
