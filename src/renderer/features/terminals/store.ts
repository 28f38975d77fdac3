import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Connection } from '../../../shared/link';
import { messageOf } from '../../../shared/result';
import type { Terminal, TerminalSize } from '../../../shared/vocabulary';
import { followState } from '../../client';
import { showError } from '../../ui';
import { createScreen, type Screen } from './screen';

export interface TerminalsState {
  /** Undefined until the hub has told. */
  readonly terminals: readonly Terminal[] | undefined;
  /** The one that is shown. */
  readonly active: Terminal | undefined;
  /** Why the list no longer follows the hub. */
  readonly error: string | undefined;
}

export interface TerminalsStore {
  readonly state: StoreApi<TerminalsState>;
  select(id: string): void;
  open(cwd?: string): Promise<void>;
  close(id: string): Promise<void>;
  /** Opens a terminal in the folder of one that has ended, and in its place. */
  startAgain(ended: Terminal): Promise<void>;
  screen(id: string): Screen;
}

/** The terminals of the hub. Opens the first one by itself; those that are there, after a reload, are shown as they are. */
export function createTerminalsStore(connection: Connection): TerminalsStore {
  const { terminals } = connection.client;
  const list = followState((signal) => terminals.watch(undefined, { signal }));
  const state = createStore<TerminalsState>(() => ({ terminals: undefined, active: undefined, error: undefined }));
  const screens = new Map<string, Screen>();
  const opened = new Set<string>();
  let isFirst = true;
  let selected: string | undefined;
  let size: TerminalSize = { cols: 80, rows: 24 };

  function update(): void {
    const { value, error } = list.getState();
    if (value && isFirst) {
      isFirst = false;
      if (value.length === 0) return void open().finally(update);
    }
    for (const [id, screen] of screens) {
      if (value?.some((terminal) => terminal.id === id)) continue;
      screen.dispose();
      screens.delete(id);
    }
    const active = value?.find(({ id }) => id === selected) ?? value?.at(-1);
    state.setState({ terminals: value, active, error });
  }

  function select(id: string): void {
    selected = id;
    update();
  }

  async function open(cwd?: string): Promise<void> {
    try {
      const { id } = await terminals.open({ size, ...(cwd !== undefined && { cwd }) });
      opened.add(id);
      select(id);
    } catch (error) {
      showError('The terminal could not be started', messageOf(error));
    }
  }

  async function close(id: string): Promise<void> {
    // What cannot be closed has gone already.
    await terminals.close({ id }).catch(() => {});
  }

  list.subscribe(update);
  update();
  return {
    state,
    select,
    open,
    close,
    async startAgain(ended) {
      await open(ended.cwd);
      await close(ended.id);
    },
    screen(id) {
      const onResize = (next: TerminalSize) => {
        size = { cols: next.cols, rows: next.rows };
        terminals.resize({ id, size }).catch(() => {});
      };
      const screen = screens.get(id) ?? createScreen({ connection, id, fresh: opened.delete(id), onResize });
      screens.set(id, screen);
      return screen;
    },
  };
}
