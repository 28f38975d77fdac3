import { improvementPermissions, type LuaPermissionName } from '../../../shared/vocabulary';

/** What a permission allows, for people; whoever adds one says here what it means. */
const texts: Readonly<Record<LuaPermissionName, string>> = {
  pty: 'start any program, and type into it',
  'agents.control': 'start, stop and type into agents',
  fs: 'read, write and delete files in your whole home folder',
  keyring: 'read, change and delete secrets in the keyring',
  http: 'send anything to the network, and read answers',
  git: 'add and remove worktrees of git',
  rules: 'pause rules',
  lua: 'run Lua files again',
  'agents.read': 'see all agents',
  'agents.update': 'rename agents',
  'processes.read': 'see every command on this machine',
  notify: 'send notifications',
  config: 'read the configuration',
};

/** They have files already, but only in a folder of their own. */
const wider: readonly LuaPermissionName[] = ['fs'];

/** What an improvement may do from the moment when it is promoted, the gravest first. */
export function gainedByPromotion(): readonly string[] {
  const had: readonly string[] = improvementPermissions.filter((name) => !wider.includes(name));
  const gained = Object.entries(texts).flatMap(([name, text]) => (had.includes(name) ? [] : [text]));
  return [...gained, 'change the command and the environment that agents are started with'];
}
