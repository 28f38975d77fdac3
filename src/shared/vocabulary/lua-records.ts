import type { ActivityRow } from './activity';
import type { Agent } from './agent';
import type { LuaFile, LuaValue } from './lua';
import { commandLine, type Exit, keyOf, type ProcessInfo, programName } from './process';
import type { Rule } from './rule';
import { maskArguments, maskText } from './secrets';

/** An entity as Lua sees it: what its events bring, and what the bindings of its views name. */
export type LuaRecord = { readonly [field: string]: LuaValue };

export function agentForLua(agent: Agent): LuaRecord {
  return present({
    ...{ id: agent.id, name: agent.name, profile: agent.profile, tool: agent.tool, group: agent.group },
    ...{ parent: agent.parent, notes: agent.notes, command: [...agent.command], cwd: agent.cwd, pid: agent.pid },
    ...{ status: agent.status, status_text: agent.statusText, title: agent.title, last_line: agent.lastLine },
    ...{ status_source: agent.statusSource, auto_restart: agent.autoRestart },
    ...{ unseen: agent.unseen, progress: agent.progress, restarts: agent.restarts, lost: agent.lost },
    ...{ created_at: agent.createdAt, started_at: agent.startedAt, status_at: agent.statusAt },
    worktree: agent.worktree && { path: agent.worktree.path, branch: agent.worktree.branch },
    exit: agent.exit && exitForLua(agent.exit),
  });
}

/** What is known to be secret in its command line is masked. */
export function processForLua(process: ProcessInfo): LuaRecord {
  const argv = maskArguments(process.argv);
  return present({
    ...{ pid: process.pid, key: keyOf(process), ppid: process.ppid, uid: process.uid, tty: process.tty },
    ...{ program: programName(process), argv, command: commandLine({ ...process, argv }), cwd: process.cwd },
    ...{ started_at: process.startedAt, typed: process.typed === undefined ? undefined : maskText(process.typed) },
  });
}

/** A process of the table, with `running`, and what is known of its end. */
export function rowForLua({ process, exit, endedAt }: ActivityRow): LuaRecord {
  const running = exit === undefined && endedAt === undefined;
  return present({ ...processForLua(process), running, ended_at: endedAt, exit: exit && exitForLua(exit) });
}

/** { code } or { signal }; an empty table when it is unknown. */
export function exitForLua(exit: Exit): LuaRecord {
  if ('code' in exit) return { code: exit.code };
  return 'signal' in exit ? { signal: exit.signal } : {};
}

/** @param paused that it is paused by itself, or with all others */
export function ruleForLua({ id, name, enabled, commands, on }: Rule, paused: boolean): LuaRecord {
  return { id, name: name ?? id, enabled, paused, commands, on };
}

export function fileForLua(file: LuaFile): LuaRecord {
  return present({
    ...{ module: file.module, layer: file.layer, path: file.path, state: file.state, problem: file.problem?.message },
    ...{ line: file.problem?.line, loaded_at: file.loadedAt, took_ms: file.tookMs, total_ms: file.totalMs },
    ...{ registrations: file.registrations, errors: file.errors, versions: file.versions },
  });
}

/** Without what is undefined. */
export function present(fields: LuaRecord): LuaRecord {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
