import { commandLine, type Decision, keyOf, type LuaValue, maskArguments, present } from '../../../shared/vocabulary';

/** A match of a rule as Lua sees it. */
export function matchForLua({ rule, process }: Decision): LuaValue {
  const command = commandLine({ ...process, argv: maskArguments(process.argv) });
  return present({ rule: rule.id, name: rule.name, command, pid: process.pid, key: keyOf(process), cwd: process.cwd });
}
