import { safe } from '@orpc/client';
import { sayNotRunning, withHub } from '../hub-client';
import { printLines } from '../print';
import type { Invocation } from '../run';
import { printProblem } from './problem';

/** Runs a command that Lua has registered, to its end. */
export async function runCommand(invocation: Invocation, name: string): Promise<number> {
  const { host, json } = invocation;
  const code = await withHub(invocation, async (client) => {
    const { error, data, isDefined } = await safe(client.lua.run({ name }));
    if (error) {
      if (!isDefined) throw error;
      const { registrations } = await client.lua.state();
      const names = registrations.filter(({ kind }) => kind === 'command').map((command) => command.name);
      const there = names.length > 0 ? `There are: ${names.join(', ')}.` : 'There are none.';
      await printLines(host.error, `Lua has no command "${name}". ${there}`);
      return 1;
    }
    if (json) await host.out(JSON.stringify(data));
    else if (!data.ok) await printProblem(host.error, data.problem);
    return data.ok ? 0 : 1;
  });
  return code ?? sayNotRunning(invocation);
}
