import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { LazyTerminals } from '../../../src/renderer/app/lazy-terminals';
import { terminalCommands } from '../../../src/renderer/app/terminal-commands';
import { agentCommands } from '../../../src/renderer/features/agents/commands';
import type { AgentsStore } from '../../../src/renderer/features/agents/store';
import { windowCommands } from '../../../src/shared/vocabulary';

test('the window has every command that Lua may name, and no other', async () => {
  // The theme that was chosen is read when the module begins.
  vi.stubGlobal('localStorage', { getItem: () => null });
  const { windowCommands: ofWindow } = await import('../../../src/renderer/app/commands');
  vi.unstubAllGlobals();
  const agents = {
    question: createStore(() => undefined),
    layout: createStore(() => undefined),
  } as unknown as AgentsStore;
  const nothing = () => undefined;
  const parts = {
    ...{ openPalette: nothing, openSwitcher: nothing, openOutputSearch: nothing, openBroadcast: nothing },
    ...{ openHelp: nothing, findInTerminal: nothing },
  };
  const all = [...ofWindow(parts), ...agentCommands(agents), ...terminalCommands(agents, {} as LazyTerminals)];
  expect(all.map(({ id }) => id).sort()).toEqual([...windowCommands].sort());
});
