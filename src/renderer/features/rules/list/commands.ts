import type { RulesStore } from '../store';

/** What can be done with a rule of the list. */
export interface RuleCommands {
  enable(id: string, enabled: boolean): void;
  pause(id: string, paused: boolean): void;
  duplicate(id: string): void;
  /** By so many places in the file. */
  move(id: string, by: number): void;
  /** To the place where the rule `over` stands. Resolves when the list is in that order, or stays as it is. */
  moveTo(id: string, over: string): Promise<void>;
  remove(id: string): void;
  showInFile(id: string): void;
}

export function createRuleCommands(
  store: Pick<RulesStore, 'source' | 'changes' | 'editor' | 'tab' | 'text' | 'setPaused'>,
): RuleCommands {
  const rules = () => store.source.state.getState().value?.rules ?? [];
  const nameOf = (id: string) => rules().find((rule) => rule.id === id)?.draft.name || id;

  let last: Promise<void> = Promise.resolve();

  /** One move after the other: each finds the list as the one before has left it, and the first one finds a list. */
  function place(id: string, placeIn: (ids: readonly string[]) => number): Promise<void> {
    const turn = last.then(async () => {
      if (!store.source.state.getState().value) await store.source.reload();
      const ids = rules().map((rule) => rule.id);
      await placeAt(ids, ids.indexOf(id), placeIn(ids));
    });
    last = turn.catch(() => {});
    return turn;
  }

  async function placeAt(ids: readonly string[], from: number, to: number): Promise<void> {
    const id = ids[from];
    if (id === undefined || to < 0 || to >= ids.length || from === to) return;
    // Down: behind the one that stands there, which is before the one that follows it.
    const before = ids[to > from ? to + 1 : to];
    await store.changes.make({ do: 'move', id, ...(before !== undefined && { before }) }, `“${nameOf(id)}” was moved`);
    await store.source.reload();
  }

  return {
    enable(id, enabled) {
      void store.changes.make({ do: 'enable', id, enabled }, `“${nameOf(id)}” was switched ${enabled ? 'on' : 'off'}`);
    },
    pause: (id, paused) => void store.setPaused(paused, id),
    async duplicate(id) {
      const outcome = await store.changes.make({ do: 'duplicate', id }, `“${nameOf(id)}” was duplicated`);
      if (outcome.type !== 'done' || outcome.changed.id === undefined) return;
      await store.source.reload();
      store.editor.open(outcome.changed.id);
    },
    move: (id, by) => void place(id, (ids) => ids.indexOf(id) + by),
    moveTo: (id, over) => place(id, (ids) => ids.indexOf(over)),
    remove(id) {
      const was = rules().find((rule) => rule.id === id)?.source;
      const change = { do: 'remove' as const, id, ...(was !== undefined && { was }) };
      void store.changes.make(change, `“${nameOf(id)}” was deleted`);
    },
    showInFile(id) {
      const line = rules().find((rule) => rule.id === id)?.line;
      store.tab.setState('text', true);
      if (line !== undefined) store.text.goTo({ line, column: 1 });
    },
  };
}
