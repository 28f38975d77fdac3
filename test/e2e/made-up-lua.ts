import type { LuaState } from '../../src/shared/contract';
import type { LuaFile, LuaLayer } from '../../src/shared/vocabulary';

const folder = '/home/kim/.viberot/lua';
const shipped = '/opt/viberot/resources/lua';

const folders: Readonly<Record<LuaLayer, string>> = {
  ...{ core: `${shipped}/core`, default: `${shipped}/default`, user: `${folder}/user` },
  ...{ improvement: `${folder}/improvements`, project: '/home/kim/shop/.viberot/lua' },
};

function file(layer: LuaLayer, module: string, more: Partial<LuaFile> = {}): LuaFile {
  const path = `${folders[layer]}/${module.split('.').slice(1).join('/')}.lua`;
  return {
    ...{ module, layer, path, state: 'running', registrations: 0, errors: 0, totalMs: 0, versions: 0 },
    ...more,
  };
}

/** Lua as it may be after a day: files of all layers, some of which fail, and what they cost. */
export function madeUpLua(nowMs: number): LuaState {
  const loaded = (agoMs: number, tookMs: number) => ({ loadedAt: nowMs - agoMs, tookMs });
  return {
    ...{ folder, shipped },
    files: [
      file('core', 'core.spec', { state: 'not-run' }),
      file('core', 'core.text', loaded(40_000_000, 0.8)),
      file('default', 'default.layout', { state: 'not-run' }),
      file('default', 'default.notifications', {
        ...{ ...loaded(40_000_000, 2.1), registrations: 2, totalMs: 84.2 },
      }),
      file('default', 'default.session_names', { ...loaded(40_000_000, 0.9), registrations: 1, totalMs: 3.4 }),
      file('user', 'user.layout', { ...loaded(900_000, 1.4), registrations: 3, totalMs: 12.5, versions: 2 }),
      file('user', 'user.keys', { state: 'disabled' }),
      file('project', 'project.shop', { ...loaded(600_000, 0.4), registrations: 1 }),
      file('improvement', 'improvements.better_names', {
        ...{ ...loaded(5_000_000, 3.1), state: 'failed', registrations: 2, errors: 3, totalMs: 410.6, versions: 4 },
        problem: {
          message: `${folder}/improvements/better_names.lua:14: attempt to index a nil value (local 'agent')`,
          ...{ path: `${folder}/improvements/better_names.lua`, line: 14, module: 'improvements.better_names' },
          traceback: `stack traceback:\n\t${folder}/improvements/better_names.lua:14: in function 'short_name'\n\t${folder}/improvements/better_names.lua:31: in main chunk`,
        },
      }),
      file('improvement', 'improvements.quiet_nights', {
        ...{ ...loaded(120_000, 2.2), registrations: 3, totalMs: 1.9, versions: 1 },
      }),
      file('improvement', 'improvements.standup_report_for_the_whole_team', {
        ...{ state: 'failed', errors: 1 },
        problem: { message: 'It was stuck three times and is not run again until it is enabled.', path: '' },
      }),
    ],
    domains: [
      { name: 'trusted', state: 'running', memoryBytes: 3_420_000, restarts: 0 },
      { name: 'improvements.better_names', state: 'running', memoryBytes: 840_000, restarts: 1 },
      { name: 'improvements.quiet_nights', state: 'running', memoryBytes: 310_000, restarts: 0 },
      {
        ...{ name: 'improvements.standup_report_for_the_whole_team', state: 'stopped', memoryBytes: 0, restarts: 3 },
        why: 'It was stuck three times: no answer within 2 s.',
      },
    ],
    registrations: [
      registered('default.keybindings', 'keymap', 'window.palette', [0, 0, 0, 0], { keys: 'mod+shift+p f1' }),
      registered('default.keybindings', 'keymap', 'window.search', [0, 0, 0, 0], { keys: '/' }),
      registered('user.layout', 'keymap', 'window.lua', [0, 0, 0, 0], { keys: 'f4' }),
      registered('user.layout', 'entry', 'theme.light', [0, 0, 0, 0], { title: 'Sunny theme' }),
      registered('default.notifications', 'event', 'agent_lifecycle', [412, 0, 80.1, 4.2]),
      registered('default.notifications', 'intercept', 'filter_notification', [57, 0, 4.1, 0.4]),
      registered('default.session_names', 'event', 'agent_created', [12, 0, 3.4, 0.9]),
      registered('user.layout', 'key', 'ctrl+shift+u', [0, 0, 0, 0], { title: 'Next layout' }),
      registered('user.layout', 'event', 'layout_changed', [31, 0, 12.5, 1.1]),
      registered('user.layout', 'command', 'focus-mode', [2, 0, 0.6, 0.4], { title: 'Focus on one agent' }),
      registered('project.shop', 'timer', 'timer', [10, 0, 0.2, 0.05], { every_ms: 60_000 }),
      registered('improvements.better_names', 'event', 'agent_created', [12, 3, 9.8, 2.2]),
      registered('improvements.better_names', 'intercept', 'before_agent_create', [12, 0, 400.8, 131]),
      registered('improvements.quiet_nights', 'intercept', 'filter_notification', [57, 0, 1.7, 0.1]),
      registered('improvements.quiet_nights', 'timer', 'timer', [4, 0, 0.2, 0.1], { every_ms: 900_000 }),
      registered('improvements.quiet_nights', 'command', 'quiet-now', [0, 0, 0, 0], { title: 'Quiet until tomorrow' }),
    ],
    views: [
      { name: 'layout', title: 'Layout', module: 'user.layout' },
      { name: 'today', title: 'Today', icon: 'sun', module: 'default.views.today' },
      { name: 'quiet', title: 'Quiet hours', module: 'improvements.quiet_nights' },
      { name: 'agents', title: 'Agents', terminal: true, module: 'default.terminal_views' },
    ],
    projects: [
      {
        ...{ folder: '/home/ada/code/shop', name: 'shop', state: 'new' },
        files: [
          { path: 'deploys.lua', change: 'added' },
          { path: 'release_notes.lua', change: 'added' },
        ],
      },
      {
        ...{ folder: '/home/ada/code/site', name: 'site', state: 'changed', at: 1_767_000_000_000 },
        files: [
          { path: 'previews.lua', change: 'changed' },
          { path: 'words.lua', change: 'same' },
        ],
      },
      {
        ...{ folder: '/home/ada/code/engine', name: 'engine', state: 'trusted', at: 1_767_000_000_000 },
        files: [{ path: 'builds.lua', change: 'same' }],
      },
    ],
    overrides: [
      {
        module: 'user.layout',
        path: `${folder}/user/layout.lua`,
        shipped: `${shipped}/default/layout.lua`,
        changed: true,
      },
    ],
  };
}

let handlers = 0;

function registered(
  module: string,
  kind: LuaState['registrations'][number]['kind'],
  name: string,
  [calls, errors, totalMs, longestMs]: readonly [number, number, number, number],
  about: LuaState['registrations'][number]['about'] = {},
): LuaState['registrations'][number] {
  return {
    ...{
      domain: module.startsWith('improvements') ? module : 'trusted',
      handler: `h${++handlers}`,
      kind,
      name,
      module,
    },
    ...{ priority: 0, enabled: true, about, calls, errors, totalMs, longestMs },
  };
}

/** Two texts of one file. */
export const texts = [
  `local M = {}

--- Nobody is told anything between ten and seven.
function M.is_night(hour)
  return hour >= 22 or hour < 7
end

hooks.intercept("filter_notification", function(notification)
  if M.is_night(tonumber(os.date("%H"))) then
    return nil
  end
  return notification
end)

return M
`,
  `local M = {}

--- Nobody is told anything between eight and seven.
function M.is_night(hour)
  return hour >= 20 or hour < 7
end

hooks.intercept("filter_notification", function(notification)
  if M.is_night(tonumber(os.date("%H"))) then
    notification.silent = true
  end
  return notification
end)

timer.every(15 * 60, function()
  log.debug("still quiet")
end)

return M
`,
];

const previews = `-- Shows the preview of each branch.
local M = {}

function M.address(branch)
  return "https://" .. branch .. ".preview.example.org"
end

events.on("agent_exited", function(agent)
  if agent.worktree then log.info(M.address(agent.worktree.branch)) end
end)

return M
`;

/** Texts of projects, by path. */
export const projectTexts: Readonly<Record<string, { readonly text: string; readonly trusted?: string }>> = {
  'deploys.lua': {
    text: `-- Keeps agents from deploying on Fridays.
hooks.intercept("before_agent_create", "deploys", function(request)
  if os.date("%a") == "Fri" and request.name == "deploy" then return nil end
  return request
end)
`,
  },
  'release_notes.lua': {
    text: `commands.register("notes", function() log.info("…") end, { title = "Release notes" })\n`,
  },
  'previews.lua': { text: previews.replace('agent_exited', 'agent_lifecycle'), trusted: previews },
  'words.lua': { text: 'return { "one", "two" }\n', trusted: 'return { "one", "two" }\n' },
  'builds.lua': { text: 'return {}\n', trusted: 'return {}\n' },
};
