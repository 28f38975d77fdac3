import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Client, LuaState } from '../../shared/contract';
import { usualWorkspace } from '../../shared/vocabulary';
import type { WorkspaceStore } from '../client';
import { type Command, changedCommands, isEnabled, type KeyBindings, useCommandKeys, withChosen } from '../commands';
import { type AgentsStore, agentCommands } from '../features/agents';
import { type LuaStore, luaCommands } from '../features/lua';
import { Broadcast, OutputSearch, Palette } from '../features/palette';
import { windowCommands } from './commands';
import type { LazyTerminals } from './lazy-terminals';
import { ShortcutList } from './shortcut-list';
import { allViews, placeKeys, type ShownView } from './shown-views';
import { terminalCommands } from './terminal-commands';

type Part = 'palette' | 'switcher' | 'output-search' | 'broadcast' | 'help';

export interface CommandsOptions {
  readonly agents: AgentsStore;
  readonly terminals: LazyTerminals;
  readonly workspace: WorkspaceStore;
  readonly lua: LuaStore;
  readonly luaViews: LuaState['views'];
  /** The views of the sidebar. */
  readonly listed: readonly ShownView[];
}

export interface Commands {
  readonly commands: readonly Command[];
  readonly bindings: KeyBindings;
  /** What a command has opened above the window. */
  readonly part: Part | undefined;
  readonly open: (part: Part | undefined) => void;
}

/** All commands of the window, which run by their keys while nothing is open above it. */
export function useCommands({ agents, terminals, workspace, lua, luaViews, listed }: CommandsOptions): Commands {
  const [part, open] = useState<Part>();
  const { shortcuts } = useStore(workspace).value ?? usualWorkspace;
  const ofLua = useStore(lua.window);
  const bindings = useMemo(() => {
    const ofPlaces = placeKeys(listed).filter(({ command }) => !ofLua.mapped.includes(command));
    return withChosen([...ofLua.bindings, ...ofPlaces], shortcuts);
  }, [ofLua, listed, shortcuts]);
  const commands = useMemo(() => {
    const ofTerminal = terminalCommands(agents, terminals);
    const find = ofTerminal.find(({ id }) => id === 'terminal.find');
    const all = [
      ...windowCommands(
        {
          openPalette: () => open('palette'),
          openSwitcher: () => open('switcher'),
          openOutputSearch: () => open('output-search'),
          openBroadcast: () => open('broadcast'),
          openHelp: () => open('help'),
          findInTerminal: () => (find && isEnabled(find) ? find.run : undefined),
        },
        allViews(luaViews),
      ),
      ...agentCommands(agents),
      ...ofTerminal,
      ...luaCommands(ofLua.commands, (name) => void lua.run(name)),
    ];
    return changedCommands(all, ofLua.changes);
  }, [agents, terminals, lua, ofLua, luaViews]);
  useCommandKeys(commands, bindings, part === undefined);
  return { commands, bindings, part, open };
}

export interface FindersProps extends Commands {
  readonly client: Client;
  readonly agents: AgentsStore;
  readonly terminals: LazyTerminals;
}

/** What commands open above the window: to find a command, an agent, a line, a key; to send to several. */
export function Finders({ commands, bindings, part, open, client, agents, terminals }: FindersProps) {
  const all = useStore(agents.agents).value ?? [];
  const close = () => open(undefined);
  const showFound = (id: string) => {
    agents.show(id);
    const terminal = agents.find(id)?.terminal;
    if (terminal !== undefined) void terminals.command(terminal, 'find');
  };
  return (
    <>
      {(part === 'palette' || part === 'switcher') && (
        <Palette
          kind={part === 'palette' ? 'everything' : 'agents'}
          open
          onClose={close}
          agents={all}
          onAgent={agents.show}
          {...{ commands, bindings }}
        />
      )}
      {part === 'output-search' && (
        <OutputSearch open onClose={close} agents={all} client={client} onFound={showFound} />
      )}
      {part === 'broadcast' && <Broadcast open onClose={close} agents={all} client={client} />}
      <ShortcutList open={part === 'help'} onClose={close} {...{ commands, bindings }} />
    </>
  );
}
