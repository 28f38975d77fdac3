import {
  type Agent,
  commandLine,
  type Decision,
  type Exit,
  keyOf,
  type LuaValue,
  maskArguments,
  maskText,
  type ProcessInfo,
  programName,
} from '../../../shared/vocabulary';

/** An agent as Lua sees it. */
export function agentForLua(agent: Agent): LuaValue {
  return present({
    ...{ id: agent.id, name: agent.name, profile: agent.profile, tool: agent.tool, group: agent.group },
    ...{ parent: agent.parent, notes: agent.notes, command: [...agent.command], cwd: agent.cwd, pid: agent.pid },
    ...{ status: agent.status, status_text: agent.statusText, title: agent.title, last_line: agent.lastLine },
    ...{ unseen: agent.unseen, progress: agent.progress, restarts: agent.restarts, lost: agent.lost },
    ...{ created_at: agent.createdAt, started_at: agent.startedAt, status_at: agent.statusAt },
    worktree: agent.worktree && { path: agent.worktree.path, branch: agent.worktree.branch },
    exit: agent.exit && exitForLua(agent.exit),
  });
}

/** A process as Lua sees it: what is known to be secret in its command line is masked. */
export function processForLua(process: ProcessInfo): LuaValue {
  const argv = maskArguments(process.argv);
  return present({
    ...{ pid: process.pid, key: keyOf(process), ppid: process.ppid, uid: process.uid, tty: process.tty },
    ...{ program: programName(process), argv, command: commandLine({ ...process, argv }), cwd: process.cwd },
    ...{ started_at: process.startedAt, typed: process.typed === undefined ? undefined : maskText(process.typed) },
  });
}

/** { code } or { signal }; an empty table when it is unknown. */
export function exitForLua(exit: Exit): LuaValue {
  if ('code' in exit) return { code: exit.code };
  return 'signal' in exit ? { signal: exit.signal } : {};
}

export function matchForLua({ rule, process }: Decision): LuaValue {
  const command = commandLine({ ...process, argv: maskArguments(process.argv) });
  return present({ rule: rule.id, name: rule.name, command, pid: process.pid, key: keyOf(process), cwd: process.cwd });
}

/** Without what is undefined. */
export function present(fields: Readonly<Record<string, LuaValue>>): { readonly [key: string]: LuaValue } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
