/**
 * What can be done in the window by a key or from the palette, beside what Lua adds. The window has each of them; Lua names
 * them to give them keys, to rename or to hide them.
 */
export const windowCommands = [
  ...['window.palette', 'window.go-to-agent', 'window.search', 'window.shortcuts'],
  ...['window.activity', 'window.rules', 'window.agents', 'window.lua', 'window.status', 'window.settings'],
  ...['theme.light', 'theme.dark', 'theme.system'],
  ...['agents.start', 'agents.start-shell', 'agents.next', 'agents.previous', 'agents.next-wanting'],
  ...['agents.focus-list', 'agents.remove-ended', 'agents.search-output', 'agents.broadcast'],
  ...['agents.details', 'agents.changes', 'agents.open-window', 'agents.rename', 'agents.group', 'agents.restart'],
  ...['agents.kill', 'agents.remove'],
  ...['agents.split-right', 'agents.split-down', 'agents.close-pane', 'agents.zoom', 'agents.equal-panes'],
  ...['agents.focus-left', 'agents.focus-right', 'agents.focus-up', 'agents.focus-down'],
  ...['agents.swap-left', 'agents.swap-right', 'agents.swap-up', 'agents.swap-down'],
  ...['terminal.find', 'terminal.copy', 'terminal.copy-unwrapped', 'terminal.paste', 'terminal.select-all'],
  ...['terminal.clear', 'terminal.scroll-to-top', 'terminal.scroll-to-bottom'],
  ...['terminal.zoom-in', 'terminal.zoom-out', 'terminal.zoom-reset'],
] as const;
