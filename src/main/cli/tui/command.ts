import { type Command, InvalidArgumentError, Option } from 'commander';
import { type DetachKey, parseDetachKey, usualDetachKey } from '../attach';
import type { CommandTools } from '../history-commands';

/** Adds `viberot tui`. */
export function addTuiCommand(program: Command, { command, invocation, finish }: CommandTools): void {
  command(
    program,
    'tui',
    'the whole app in this terminal: views, agents and their live terminals, as Lua arranges them',
  )
    .argument('[view]', 'the view to begin with, such as agents or one of your own')
    .addOption(
      new Option('--detach-key <key>', 'leave a terminal that you type into by this key')
        .default(usualDetachKey, 'ctrl-\\')
        .argParser(readDetachKey),
    )
    .addHelpText('after', help)
    .action(async (view: string | undefined, options: { home?: string; detachKey: DetachKey }) => {
      // Loaded only here: the other commands start faster without what draws.
      const { showInTerminal } = await import('./run');
      finish(await showInTerminal(invocation(options), { view, detachKey: options.detachKey }));
    });
}

const help = `
Keys:
  Tab, Shift+Tab   the next part, the one before; or click
  arrows, Enter    move and do; Enter in a terminal: type into it
  Ctrl+\\           leave the terminal that you type into
  1-9              the views            : or Ctrl+P   commands: start an agent, kill it, …
  ?                all keys             q             quit; agents go on

What is shown is Lua: user/layout.lua takes the place of the layout, ui.view("name", …) adds a view; both are shown as
soon as they are saved. With NO_COLOR set, no colours are used.

Examples:
  $ viberot tui
  $ viberot tui agents --detach-key ctrl-]
  $ ssh -t build-machine viberot tui`;

function readDetachKey(text: string): DetachKey {
  const key = parseDetachKey(text);
  if (key.ok) return key.value;
  throw new InvalidArgumentError(key.message);
}
