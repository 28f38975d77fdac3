type Environment = Readonly<Record<string, string>>;

/** What tells of the terminal, the agent, the process or the action that the hub was started from, or opens the hub. */
const notForChildren: ReadonlySet<string> = new Set([
  ...['ELECTRON_RUN_AS_NODE', 'VIBEROT_TOKEN', 'VIBEROT_CAUSES'],
  ...['TMUX', 'TMUX_PANE', 'STY', 'WINDOW', 'WINDOWID', 'TERMCAP', 'COLUMNS', 'LINES', 'TERM_PROGRAM_VERSION'],
  ...['KITTY_WINDOW_ID', 'ITERM_SESSION_ID', 'TERM_SESSION_ID', 'VTE_VERSION', 'WT_SESSION', 'ALACRITTY_WINDOW_ID'],
  // Claude Code does not start inside of itself.
  ...['CLAUDECODE', 'CLAUDE_CODE_ENTRYPOINT', 'CLAUDE_CODE_SSE_PORT'],
]);

/** The environment of a terminal's process: the hub's own, what our terminal can do, and what is asked for. */
export function terminalEnvironment(env: Environment, asked: Environment = {}): Environment {
  const kept = Object.entries(env).filter(([name]) => !notForChildren.has(name));
  return {
    ...Object.fromEntries(kept),
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    TERM_PROGRAM: 'VibeRot',
    ...asked,
  };
}
