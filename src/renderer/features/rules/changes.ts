import { safe } from '@orpc/client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client, RulesChange, RulesChanged } from '../../../shared/contract';
import { messageOf } from '../../../shared/result';
import type { Problem } from '../../../shared/vocabulary';
import { showDone, showError } from '../../ui';

/** Two versions of the same text, of which one must be made. */
export interface Conflict {
  /** What stands in the file. */
  readonly theirs: string;
  /** What would have been written. */
  readonly mine: string;
  /** Writes what was made of them, on top of `theirs`. */
  readonly merged: (text: string) => RulesChange;
  /** What is said once it is written. */
  readonly said: string;
}

export type ChangeOutcome =
  | { readonly type: 'done'; readonly changed: RulesChanged }
  | { readonly type: 'conflict' }
  | { readonly type: 'invalid'; readonly problems: readonly Problem[] }
  | { readonly type: 'failed' };

/** A change that was made, and can be taken back while the file is still at `version`. */
interface Step {
  readonly before: string;
  readonly after: string;
  readonly version: string;
  readonly said: string;
}

export interface ChangesState {
  /** The newest last. */
  readonly undo: readonly Step[];
  readonly redo: readonly Step[];
  readonly conflict: Conflict | undefined;
  /** A change is on its way. */
  readonly busy: boolean;
}

/** The changes that this window makes to the file: one after the other, each of which can be taken back. */
export interface Changes {
  readonly state: StoreApi<ChangesState>;
  /** @param said what is told when it is done: "“npm-log” was deleted" */
  make(change: RulesChange, said: string): Promise<ChangeOutcome>;
  undo(): Promise<void>;
  redo(): Promise<void>;
  /** Shows two versions side by side. */
  compare(conflict: Conflict): void;
  /** Leaves a conflict as it is. */
  closeConflict(): void;
}

const mostSteps = 50;

export function createChanges(client: Pick<Client, 'rules'>): Changes {
  const state = createStore<ChangesState>(() => ({ undo: [], redo: [], conflict: undefined, busy: false }));
  let last: Promise<unknown> = Promise.resolve();

  /** One at a time, so that each finds the file as the one before has left it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  }

  async function send(change: RulesChange, said: string): Promise<ChangeOutcome> {
    state.setState({ busy: true });
    const { error, data, isDefined } = await safe(client.rules.change(change));
    state.setState({ busy: false });
    if (!error) return { type: 'done', changed: data };
    if (!isDefined) {
      showError('The file was not changed', messageOf(error));
      return { type: 'failed' };
    }
    switch (error.code) {
      case 'CONFLICT': {
        const merged = mergeOf(change, error.data);
        if (merged) state.setState({ conflict: { ...error.data, merged, said } });
        else showError('The rule was changed meanwhile', 'Look at it again, then repeat what you did.');
        return { type: 'conflict' };
      }
      case 'INVALID':
        return { type: 'invalid', problems: error.data.problems };
      case 'CANNOT_WRITE':
        showError('The file could not be written', error.data.reason);
        return { type: 'failed' };
      case 'NO_RULE':
        showError('The rule is gone', `There is no rule \`${error.data.id}\` in the file any more.`);
        return { type: 'failed' };
    }
  }

  async function make(change: RulesChange, said: string): Promise<ChangeOutcome> {
    const outcome = await send(change, said);
    if (outcome.type === 'done' && outcome.changed.before !== outcome.changed.text) {
      const { before, text, version } = outcome.changed;
      const { undo } = state.getState();
      state.setState({ undo: [...undo, { before, after: text, version, said }].slice(-mostSteps), redo: [] });
      showDone(said, { label: 'Undo', onClick: () => void api.undo() });
    }
    return outcome;
  }

  /** Takes the newest step of one stack back, and puts it on the other. */
  async function takeBack(from: 'undo' | 'redo'): Promise<void> {
    const to = from === 'undo' ? 'redo' : 'undo';
    const step = state.getState()[from].at(-1);
    if (!step) return;
    const text = from === 'undo' ? step.before : step.after;
    const outcome = await send({ do: 'text', text, base: step.version }, step.said);
    if (outcome.type === 'invalid') showError('This can’t be taken back', 'The file of before has problems itself.');
    if (outcome.type !== 'done') return;
    const { [from]: source, [to]: target } = state.getState();
    const back = { ...step, version: outcome.changed.version };
    state.setState({ [from]: source.filter((other) => other !== step), [to]: [...target, back] });
    if (from === 'undo') showDone(`Undone: ${step.said}`, { label: 'Redo', onClick: () => void api.redo() });
    else showDone(`Done again: ${step.said}`, { label: 'Undo', onClick: () => void api.undo() });
  }

  const api: Changes = {
    state,
    make: (change, said) => inTurn(() => make(change, said)),
    undo: () => inTurn(() => takeBack('undo')),
    redo: () => inTurn(() => takeBack('redo')),
    compare: (conflict) => state.setState({ conflict }),
    closeConflict: () => state.setState({ conflict: undefined }),
  };
  return api;
}

/** How what was merged by hand is written on top of what stands in the file now. */
function mergeOf(
  change: RulesChange,
  { theirs, whole, version }: { readonly theirs: string; readonly whole: boolean; readonly version: string },
): ((text: string) => RulesChange) | undefined {
  if (whole) return (text) => ({ do: 'text', text, base: version });
  if (change.do !== 'edit' && change.do !== 'source') return undefined;
  const { id } = change;
  return (source) => ({ do: 'source', id, source, was: theirs });
}
