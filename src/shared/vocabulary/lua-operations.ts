/**
 * What Lua can ask of its host: `http.get(url)` in Lua is the operation `http.get` with the same arguments, and awaits its
 * answer. A failure is raised in Lua as an error. Without a permission anybody may ask.
 */
export const luaOperations = {
  /** () → the agents, oldest first */
  'hub.agents': { permission: 'agents.read' },
  /** (id) → the agent, or nil */
  'hub.agent': { permission: 'agents.read' },
  /** ({ command, cwd, name, profile, prompt, env, group, notes, worktree }) → the agent */
  'hub.spawn': { permission: 'agents.control' },
  /** (id) → the agent */
  'hub.kill': { permission: 'agents.control' },
  /** (id, { resume }) → the agent */
  'hub.restart': { permission: 'agents.control' },
  /** (id, text, { enter }): types a text */
  'hub.send': { permission: 'agents.control' },
  /** (id, { name, group, notes }) → the agent */
  'hub.update': { permission: 'agents.update' },
  /** ({ title, message, agent, silent }) */
  'hub.notify': { permission: 'notify' },
  /** () → the processes that run, as `process_started` tells them */
  'hub.processes': { permission: 'processes.read' },
  /** (module) → { ran, took_ms }: reads the file again and runs it */
  'hub.reload_file': { permission: 'lua' },
  /** (paused): pauses all rules, or lets them go on */
  'hub.pause_rules': { permission: 'rules' },
  /** (file, { args, env, cwd, cols, rows }) → id. Then events `pty.output#ID` (bytes) and `pty.exit#ID` (code) */
  'pty.spawn': { permission: 'pty' },
  /** (id, data) */
  'pty.write': { permission: 'pty' },
  /** (id, cols, rows) */
  'pty.resize': { permission: 'pty' },
  /** (id) */
  'pty.kill': { permission: 'pty' },
  /** (path) → text, or nil when there is no such file. Relative paths begin in the domain's own folder. */
  'fs.read': { permission: 'fs' },
  /** (path, text) */
  'fs.write': { permission: 'fs' },
  /** (path, line): adds a line */
  'fs.append': { permission: 'fs' },
  /** (path) → { name, … }: names of files, and of folders with a slash behind them */
  'fs.list': { permission: 'fs' },
  /** (path) → true when something was removed */
  'fs.remove': { permission: 'fs' },
  /** (url, { headers, timeout_ms }) → { status, headers, body } */
  'http.get': { permission: 'http' },
  /** (url, { headers, body | json, timeout_ms }) → { status, headers, body } */
  'http.post': { permission: 'http' },
  /** ({ method, url, headers, body | json, timeout_ms }) → { status, headers, body } */
  'http.request': { permission: 'http' },
  /** (url) → id. Then events `ws.message#ID` (text or bytes) and `ws.close#ID` (code) */
  'ws.connect': { permission: 'http' },
  /** (id, data) */
  'ws.send': { permission: 'http' },
  /** (id) */
  'ws.close': { permission: 'http' },
  /** (plain text, key of 32 bytes) → bytes: AES-256-GCM, as nonce (12) .. tag (16) .. ciphertext */
  'crypto.encrypt': {},
  /** (bytes, key of 32 bytes) → plain text */
  'crypto.decrypt': {},
  /** (count) → bytes */
  'crypto.random_bytes': {},
  /** (data) → 32 bytes */
  'crypto.sha256': {},
  /** (service, key) → the secret, or nil */
  'keyring.get': { permission: 'keyring' },
  /** (service, key, secret) */
  'keyring.set': { permission: 'keyring' },
  /** (service, key) */
  'keyring.delete': { permission: 'keyring' },
  /** (repository, path, branch) */
  'git.worktree_add': { permission: 'git' },
  /** (path) */
  'git.worktree_remove': { permission: 'git' },
  /** (path) → { branch, changes = { { path, status }, … } } */
  'git.status': { permission: 'git' },
  /** () → the settings of config.toml */
  'config.get': { permission: 'config' },
} as const satisfies Readonly<Record<string, { readonly permission?: string }>>;

export type LuaOperation = keyof typeof luaOperations;
export type LuaPermissionName = Extract<
  (typeof luaOperations)[LuaOperation],
  { readonly permission: string }
>['permission'];

/** What agent-written files may: look, tell and keep notes of their own. They start nothing and reach nobody. */
export const improvementPermissions = [
  'agents.read',
  'agents.update',
  'processes.read',
  'notify',
  'fs',
  'config',
] as const satisfies readonly LuaPermissionName[];

/** What a hook or event brings. `intercept`: handlers change the value or block it; `trusted`: not for agent-written files. */
export interface LuaHook {
  readonly kind: 'event' | 'intercept';
  readonly about: string;
  readonly trusted?: true;
}

/** The events and hooks that the hub tells. Lua may use names of its own besides. */
export const luaHooks = {
  agent_created: { kind: 'event', about: 'An agent was started for the first time: the agent.' },
  agent_lifecycle: { kind: 'event', about: 'An agent has another status: the agent, and the status before.' },
  agent_attention: {
    kind: 'event',
    about: 'As agent_lifecycle, for who tells people: the agent, and { before, looked_at, news }.',
  },
  agent_exited: { kind: 'event', about: 'The process of an agent has ended: the agent.' },
  agent_removed: { kind: 'event', about: 'An agent was forgotten: the agent as it was.' },
  pty_title_changed: { kind: 'event', about: 'A program has set the title of its terminal: the agent, and the title.' },
  pty_cwd_changed: {
    kind: 'event',
    about: 'What runs in a terminal is in another folder (OSC 7, 633 or 9;9): the agent, and the folder.',
  },
  pty_prompt: {
    kind: 'event',
    about:
      'A shell says where it is (OSC 133 or 633): the agent, and { mark, exit_code }; mark is prompt-started, prompt-ended, command-started or command-ended.',
  },
  process_started: { kind: 'event', about: 'A command was started on this machine: the process.' },
  process_exited: { kind: 'event', about: 'A command has ended: { pid, key, exit }.' },
  rule_matched: { kind: 'event', about: 'A rule acts: { rule, name, command, pid }.' },
  before_agent_create: {
    kind: 'intercept',
    trusted: true,
    about: 'The request for an agent, before it is started: { name, command, profile, cwd, env, … }.',
  },
  filter_agent_env: {
    kind: 'intercept',
    trusted: true,
    about: 'The environment that an agent is started with, without what VibeRot adds for itself: { NAME = value }.',
  },
  agent_sequel: {
    kind: 'intercept',
    trusted: true,
    about:
      'The process of an agent has ended by itself: { agent, ran_ms, memory }, to which restart_after_ms, status_text and memory are added.',
  },
  filter_notification: {
    kind: 'intercept',
    about: 'A notification, before it is shown: { title, message, agent, silent }.',
  },
} as const satisfies Readonly<Record<string, LuaHook>>;
