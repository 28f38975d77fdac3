import { type Fail, fail, type Ok } from '../../../shared/result';
import type { Child, Processes, SpawnFailure } from '../../ports';
import { type ActionContext, environmentOf } from './environment';
import type { Program } from './program';

/**
 * Starts the first of the programs that is found: in the folder of the watched process, or at home when that has gone,
 * and with its command line cut short when the system takes no longer one.
 */
export async function launch(
  processes: Processes,
  programs: readonly [Program, ...Program[]],
  context: ActionContext,
): Promise<Ok<Child> | Fail<SpawnFailure>> {
  let [program, ...others] = programs;
  let cwd = context.process.cwd ?? context.home;
  let cut = false;
  for (;;) {
    const env = environmentOf(processes.env, context, { cut });
    const result = await processes.spawn({ ...program, cwd, env });
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
  return fail('not-found', `There is no ${places.join(' and no ')}. Put the program there, or correct the rule.`);
}
