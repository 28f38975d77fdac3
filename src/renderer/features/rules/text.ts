import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../../shared/contract';
import type { Problem } from '../../../shared/vocabulary';
import { showError } from '../../ui';
import type { Changes } from './changes';
import type { SourceStore } from './source';

/** A place in the text that the person is to be led to; a new object each time. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export interface TextState {
  /** As it stands in the editor. */
  readonly text: string;
  /** The version of the file that it began from. */
  readonly base: string;
  readonly dirty: boolean;
  /** What is wrong with the text of the editor. */
  readonly problems: readonly Problem[];
  /** The file is another by now, while the editor holds changes. */
  readonly outdated: boolean;
  readonly saving: boolean;
  readonly place: TextPlace | undefined;
}

/** The whole file as text, to be edited by hand. */
export interface TextEditor {
  readonly state: StoreApi<TextState>;
  edit(text: string): void;
  /** What is wrong in a text; also kept in the state. */
  check(text: string): Promise<readonly Problem[]>;
  goTo(place: TextPlace): void;
  /** Takes over what stands in the file. */
  revert(): void;
  compare(): void;
  /** What was merged by hand is in the file: it is now what stands here. */
  settle(): void;
  save(): Promise<void>;
}

const said = 'The file was saved';

export interface TextEditorOptions {
  readonly client: Pick<Client, 'rules'>;
  readonly source: SourceStore;
  readonly changes: Changes;
}

export function createTextEditor({ client, source, changes }: TextEditorOptions): TextEditor {
  const state = createStore<TextState>(() => ({
    ...{ text: '', base: '', dirty: false, problems: [], outdated: false, saving: false, place: undefined },
  }));

  const inFile = () => source.state.getState().value;

  function revert(): void {
    const file = inFile();
    if (!file) return;
    const { text, version, problems } = file;
    state.setState({ text, base: version, dirty: false, problems, outdated: false });
  }

  function onSource(): void {
    const file = inFile();
    if (!file) return;
    const { dirty, base, text, saving } = state.getState();
    if (saving) return;
    if (!dirty || text === file.text) revert();
    else state.setState({ outdated: file.version !== base });
  }
  source.state.subscribe(onSource);
  onSource();

  return {
    state,
    edit(text) {
      state.setState({ text, dirty: text !== inFile()?.text });
    },
    async check(text) {
      try {
        const { problems } = await client.rules.check({ text });
        if (state.getState().text === text) state.setState({ problems });
        return problems;
      } catch {
        // That the hub cannot be reached is told by the window; the next change asks again.
        return state.getState().problems;
      }
    },
    goTo: (place) => state.setState({ place: { ...place } }),
    revert,
    compare() {
      const file = inFile();
      if (!file) return;
      const { text: theirs, version: base } = file;
      changes.compare({ theirs, mine: state.getState().text, merged: (text) => ({ do: 'text', text, base }), said });
    },
    settle: revert,
    async save() {
      const { text, base, dirty, saving } = state.getState();
      if (!dirty || saving) return;
      state.setState({ saving: true });
      const outcome = await changes.make({ do: 'text', text, base }, said);
      if (outcome.type === 'done') await source.reload();
      state.setState({ saving: false });
      if (outcome.type === 'done') {
        const { version, text: saved } = outcome.changed;
        state.setState({ base: version, dirty: state.getState().text !== saved, outdated: false });
      }
      if (outcome.type === 'invalid') {
        state.setState({ problems: outcome.problems });
        showError('The file was not saved', 'It has problems. Mend what is marked in red, then save again.');
      }
      onSource();
    },
  };
}
