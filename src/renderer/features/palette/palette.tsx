import { useState } from 'react';
import { type Agent, stateOf, stateWords } from '../../../shared/vocabulary';
import { type Command, capsOf, isEnabled, type KeyBindings, keysOf } from '../../commands';
import { type Entry, found } from './entries';
import { Finder } from './finder';

export interface PaletteProps {
  /** `agents`: only to go to one. */
  readonly kind: 'everything' | 'agents';
  readonly open: boolean;
  readonly onClose: () => void;
  readonly commands: readonly Command[];
  readonly bindings: KeyBindings;
  readonly agents: readonly Agent[];
  readonly onAgent: (id: string) => void;
}

const texts = {
  everything: { title: 'Command palette', placeholder: 'Type a command, or the name of an agent' },
  agents: { title: 'Go to agent', placeholder: 'Type a part of its name, folder or branch' },
};

/** Everything that can be done, and every agent that one can go to, by typing some of its letters. */
export function Palette({ kind, open, onClose, commands, bindings, agents, onAgent }: PaletteProps) {
  const [search, setSearch] = useState('');
  const close = () => {
    setSearch('');
    onClose();
  };
  // Commands may be done or not at the moment when the palette opens.
  const entries = !open
    ? []
    : [
        ...agents.map((agent) => agentEntry(agent, onAgent)),
        ...(kind === 'agents' ? [] : commands.filter(isOffered).map((command) => commandEntry(command, bindings))),
      ];
  return (
    <Finder
      {...texts[kind]}
      open={open}
      onClose={close}
      search={search}
      onSearch={setSearch}
      groups={found(entries, search)}
      empty={entries.length === 0 ? 'There are no agents.' : 'Nothing has such a name.'}
    />
  );
}

function agentEntry(agent: Agent, onAgent: (id: string) => void): Entry {
  const { id, name, group, worktree, cwd } = agent;
  const hint = [stateWords[stateOf(agent)], group, worktree?.branch ?? cwd].filter(Boolean).join(' · ');
  return { id: `agent:${id}`, group: 'Agents', title: name, hint, run: () => onAgent(id) };
}

const isOffered = (command: Command) => !command.hidden && isEnabled(command);

function commandEntry(command: Command, bindings: KeyBindings): Entry {
  const { id, group, title, run } = command;
  const [keys] = keysOf(command, bindings);
  return { id, group, title, keys: keys === undefined ? undefined : capsOf(keys), run };
}
