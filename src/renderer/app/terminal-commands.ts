import type { Command } from '../commands';
import type { AgentsStore } from '../features/agents';
import type { LazyTerminals, TerminalCommandName } from './lazy-terminals';

const titles: readonly (readonly [name: TerminalCommandName, title: string])[] = [
  ['find', 'Find in the terminal'],
  ['copy', 'Copy as shown'],
  ['copy-unwrapped', 'Copy, with wrapped lines joined'],
  ['paste', 'Paste'],
  ['select-all', 'Select all'],
  ['clear', 'Clear the lines above'],
  ['scroll-to-top', 'Scroll to the first line'],
  ['scroll-to-bottom', 'Scroll to the last line'],
  ['zoom-in', 'Larger letters'],
  ['zoom-out', 'Smaller letters'],
  ['zoom-reset', 'Usual size of letters'],
];

/** What can be done with the terminal of the agent that has the keyboard. */
export function terminalCommands(agents: AgentsStore, terminals: LazyTerminals): readonly Command[] {
  const current = () => (agents.isOpen() ? agents.current()?.terminal : undefined);
  return titles.map(([name, title]) => ({
    ...{ id: `terminal.${name}`, title, group: 'Terminal' },
    enabled: () => current() !== undefined,
    run() {
      const terminal = current();
      if (terminal !== undefined) void terminals.command(terminal, name);
    },
  }));
}
