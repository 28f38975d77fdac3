import { type Fail, fail, type Ok } from '../../../shared/result';
import type { Child, Processes, SpawnFailure } from '../../ports';
import type { Program, Programs } from './program';
import type { Environment } from './variables';

export interface LaunchContext {
  /** The folder to start in; the home when it is not known or has gone. */
  readonly cwd: string | undefined;
  readonly home: string;
  /** The environment; `cut` with the command line cut short. */
  env(options: { cut: boolean }): Environment;
}

/**
 * Starts the first of the programs that is found: in the folder of the watched process, or at home when that has gone,
 * and with its command line cut short when the system takes no longer one.
 */
export async function launch(
  processes: Processes,
  programs: Programs,
  context: LaunchContext,
): Promise<Ok<Child> | Fail<SpawnFailure>> {
  let [program, ...others] = programs;
  let cwd = context.cwd ?? context.home;
  let cut = false;
  for (;;) {
    const result = await processes.spawn({ ...program, cwd, env: context.env({ cut }) });
    if (result.ok) return result;
    const [next, ...rest] = others;
    if (result.error === 'no-folder' && cwd !== context.home) cwd = context.home;
    else if (result.error === 'too-large' && !cut) cut = true;
    else if (result.error === 'not-found' && next) [program, others] = [next, rest];
    else return result.error === 'not-found' ? notFound(programs) : result;
  }
}

function notFound(programs: readonly Program[]): Fail<'not-found'> {
  const places = programs.map(({ file }) => (/[/\\]/.test(file) ? file : `${file} in the PATH`));
  const last = places.pop();
  const all = places.length > 0 ? `${places.join(', no ')} and no ${last}` : last;
  return fail('not-found', `There is no ${all}. Put the program there, or correct the rule.`);
}
