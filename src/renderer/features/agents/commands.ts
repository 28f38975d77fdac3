import { isAlive, wantsPerson } from '../../../shared/vocabulary';
import type { Command } from '../../commands';
import { close, focusBeside, makeEqual, swapBeside, toggleZoom } from './panes/layout';
import { panesOf, type Side } from './panes/pane-tree';
import type { AgentsStore } from './store';

type AgentCommand = Omit<Command, 'group' | 'enabled'> & { readonly enabled: () => boolean };

/** All that can be done with agents and panes without a pointer; nothing while the person is asked something. */
export function agentCommands(store: AgentsStore): readonly Command[] {
  const inGroup = (group: string, commands: readonly AgentCommand[]) =>
    commands.map((command) => ({
      ...{ ...command, group },
      enabled: () => store.question.getState() === undefined && command.enabled(),
    }));
  return [
    ...inGroup('Agents', [...ofAgents(store), ...ofCurrent(store)]),
    ...inGroup('Panes', [...ofPanes(store), ...betweenPanes(store)]),
  ];
}

function ofAgents(store: AgentsStore): readonly AgentCommand[] {
  const all = () => store.agents.getState().value ?? [];
  const isThere = () => store.layout.getState() !== undefined;
  const hasAny = () => all().length > 0;
  return [
    {
      ...{ id: 'agents.start', title: 'New agent…', enabled: isThere },
      run: () => store.ask({ type: 'start' }),
    },
    {
      ...{ id: 'agents.start-shell', title: 'New shell', enabled: isThere },
      run: () => void store.startShell(),
    },
    {
      ...{ id: 'agents.next', title: 'Show the next agent', enabled: hasAny },
      run: () => store.showNext(1),
    },
    {
      ...{ id: 'agents.previous', title: 'Show the previous agent', enabled: hasAny },
      run: () => store.showNext(-1),
    },
    {
      ...{ id: 'agents.next-wanting', title: 'Show an agent that waits for you' },
      enabled: () => all().some(({ status }) => wantsPerson(status)),
      run: store.showWanting,
    },
    {
      ...{ id: 'agents.focus-list', title: 'Go to the list of agents' },
      enabled: () => store.isOpen() && hasAny(),
      run: focusList,
    },
    {
      ...{ id: 'agents.remove-ended', title: 'Remove the agents that have ended…' },
      enabled: () => all().some((agent) => !isAlive(agent)),
      run: () => store.ask({ type: 'remove-ended' }),
    },
  ];
}

function ofPanes({ layout, split, isOpen }: AgentsStore): readonly AgentCommand[] {
  const hasPane = () => isOpen() && layout.getState()?.focused !== undefined;
  const hasPanes = () => hasPane() && panesOf(layout.getState()?.root).length > 1;
  return [
    {
      ...{ id: 'agents.split-right', title: 'Split right: a new shell', enabled: hasPane },
      run: () => void split('right'),
    },
    {
      ...{ id: 'agents.split-down', title: 'Split down: a new shell', enabled: hasPane },
      run: () => void split('down'),
    },
    {
      ...{ id: 'agents.close-pane', title: 'Close the pane; its agent goes on', enabled: hasPane },
      run: () => layout.change((before) => close(before, before.focused ?? '')),
    },
    {
      ...{ id: 'agents.zoom', title: 'Zoom the pane, or show all again', enabled: hasPanes },
      run: () => layout.change((before) => toggleZoom(before, before.focused ?? '')),
    },
    {
      ...{ id: 'agents.equal-panes', title: 'Make the panes equally large', enabled: hasPanes },
      run: () => layout.change(makeEqual),
    },
  ];
}

const sides: readonly (readonly [side: Side, where: string])[] = [
  ['left', 'to the left'],
  ['right', 'to the right'],
  ['up', 'above'],
  ['down', 'below'],
];

function betweenPanes({ layout, isOpen }: AgentsStore): readonly AgentCommand[] {
  // In a text field the arrow keys are for its text.
  const enabled = () => isOpen() && panesOf(layout.getState()?.root).length > 1 && !isWriting();
  return sides.flatMap(([side, where]) => [
    {
      ...{ id: `agents.focus-${side}`, title: `Go to the pane ${where}`, enabled },
      run: () => layout.change((before) => focusBeside(before, side)),
    },
    {
      ...{ id: `agents.swap-${side}`, title: `Swap with the pane ${where}`, enabled },
      run: () => layout.change((before) => swapBeside(before, side)),
    },
  ]);
}

function ofCurrent(store: AgentsStore): readonly AgentCommand[] {
  const { current, ask, isOpen } = store;
  const isThere = () => isOpen() && current() !== undefined;
  const isRunning = () => {
    const agent = current();
    return isThere() && agent !== undefined && isAlive(agent);
  };
  /** With the agent that is looked at. */
  const withCurrent = (work: (id: string) => unknown) => () => {
    const agent = current();
    if (agent) work(agent.id);
  };
  return [
    {
      ...{ id: 'agents.details', title: 'Notes and details', enabled: isThere },
      run: () => store.toggleDrawer('details'),
    },
    {
      ...{ id: 'agents.changes', title: 'Changed files', enabled: isThere },
      run: () => store.toggleDrawer('changes'),
    },
    {
      ...{ id: 'agents.open-window', title: 'Open in a window of its own', enabled: isThere },
      run: withCurrent(store.openWindow),
    },
    {
      ...{ id: 'agents.rename', title: 'Rename the agent…', enabled: isThere },
      run: withCurrent((agent) => ask({ type: 'rename', agent })),
    },
    {
      ...{ id: 'agents.group', title: 'Put the agent into a group…', enabled: isThere },
      run: withCurrent((agent) => ask({ type: 'group', agent })),
    },
    {
      ...{ id: 'agents.restart', title: 'Restart the agent', enabled: () => isThere() && !isRunning() },
      run: withCurrent((id) => store.restart(id)),
    },
    {
      ...{ id: 'agents.kill', title: 'End the agent…', enabled: isRunning },
      run: withCurrent((agent) => ask({ type: 'kill', agent })),
    },
    {
      ...{ id: 'agents.remove', title: 'Remove the agent…', enabled: isThere },
      run: withCurrent((agent) => ask({ type: 'remove', agent })),
    },
  ];
}

/** To the row that Tab would lead to. */
export function focusList(): void {
  document.querySelector<HTMLElement>('[data-agent-list] [data-agent-row][tabindex="0"]')?.focus();
}

/** A text is written that is not a terminal's. */
function isWriting(): boolean {
  const { activeElement } = document;
  return activeElement !== null && /^(INPUT|TEXTAREA)$/.test(activeElement.tagName) && !activeElement.closest('.xterm');
}
