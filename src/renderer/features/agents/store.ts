import { isDefinedError, safe } from '@orpc/client';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client, SpawnRequest } from '../../../shared/contract';
import { fail, ok, type Result } from '../../../shared/result';
import { type Agent, isAlive, type Layout, shellProfile, wantsPerson } from '../../../shared/vocabulary';
import { followState, type Live, reasonOf, type WorkspaceStore } from '../../client';
import { showError } from '../../ui';
import { inListOrder } from './list/listing';
import { focusedAgent, type PanePlace, show } from './panes/layout';
import { createLayoutStore, type LayoutStore } from './panes/layout-store';
import { findPane, paneOfAgent, type Side } from './panes/pane-tree';
import { createPreferences, type Preferences } from './preferences';

/** What the person is asked. */
export type AgentQuestion =
  | { readonly type: 'start'; readonly place?: PanePlace | undefined; readonly profile?: string | undefined }
  | { readonly type: 'rename' | 'group' | 'remove' | 'kill'; readonly agent: string }
  | { readonly type: 'remove-ended' };

export type AgentChange = Parameters<Client['agents']['update']>[0];
export type Removal = Parameters<Client['agents']['remove']>[0];

export interface AgentsStore {
  /** Oldest first. */
  readonly agents: StoreApi<Live<readonly Agent[]>>;
  readonly layout: LayoutStore;
  readonly preferences: StoreApi<Preferences>;
  readonly question: StoreApi<AgentQuestion | undefined>;
  readonly client: Client['agents'];
  find(id: string | undefined): Agent | undefined;
  /** The agent of the pane that has the keyboard. */
  current(): Agent | undefined;
  ask(question: AgentQuestion | undefined): void;
  /** Whether the view of the agents is the one that is open. */
  isOpen(): boolean;
  setOpen(open: boolean): void;
  /** Opens a part of the drawer, or closes it. */
  toggleDrawer(part: 'details' | 'changes'): void;
  /** Shows an agent and gives it the keyboard: see `show` of the layout. */
  show(agent: string, place?: PanePlace): void;
  /** Shows an agent at a side of the focused pane. */
  showBeside(agent: string, side: Side): void;
  /** Shows the next agent of the list, or the one before. */
  showNext(step: 1 | -1): void;
  /** Shows the agent that has wanted the person for longest. */
  showWanting(): void;
  /** If no pane shows an agent: shows one that wants the person, or the newest. */
  showAny(): void;
  /** Starts an agent; it is shown where the person wanted it. */
  start(request: SpawnRequest, place?: PanePlace): Promise<Result<Agent, 'not-started'>>;
  /** A shell in the folder of the current agent. */
  startShell(place?: PanePlace): Promise<void>;
  /** A shell at a side of the focused pane. */
  split(side: Side, pane?: string): Promise<void>;
  restart(id: string, resume?: boolean): Promise<void>;
  kill(id: string): Promise<void>;
  /** `dirty`: something in the worktree would be lost; the message says what. */
  remove(removal: Removal): Promise<Result<void, 'not-removed' | 'dirty'>>;
  update(change: AgentChange): Promise<Result<void, 'not-changed'>>;
  /** Types a text into an agent and confirms it. */
  send(id: string, text: string): Promise<boolean>;
  openWindow(id: string): Promise<void>;
  /** Opens a file that is named in an agent's folder, or that folder itself: ".". */
  openFile(file: Parameters<Client['agents']['openFile']>[0]): Promise<void>;
}

export interface AgentsStoreOptions {
  readonly client: Client;
  readonly workspace: WorkspaceStore;
  /** Brings the view of the agents to the front. */
  readonly onShow: () => void;
}

export function createAgentsStore({ client, workspace, onShow }: AgentsStoreOptions): AgentsStore {
  const { agents: calls, desktop } = client;
  const agents = followState(async (signal) => withoutCopies(await calls.watch(undefined, { signal })));
  const layout = createLayoutStore(workspace, agents);
  const preferences = createPreferences(localStorage);
  const question = createStore<AgentQuestion | undefined>(() => undefined);

  let open = false;
  const all = () => agents.getState().value ?? [];
  const find = (id: string | undefined) => all().find((agent) => agent.id === id);
  const current = () => find(focusedAgent(layout.getState() ?? {}));

  /** The answer to a call may come before the stream tells the same. */
  function learn(agent: Agent): void {
    const known = all();
    const isKnown = known.some(({ id }) => id === agent.id);
    agents.setState({ value: isKnown ? known.map((one) => (one.id === agent.id ? agent : one)) : [...known, agent] });
  }

  function showAgent(agent: string, place?: PanePlace): void {
    layout.change((before, newId) => show(before, agent, newId, place));
    onShow();
  }

  async function start(request: SpawnRequest, place?: PanePlace): Promise<Result<Agent, 'not-started'>> {
    const { error, data } = await safe(calls.spawn(request));
    if (error) return fail('not-started', reasonOf(error));
    learn(data);
    showAgent(data.id, place);
    return ok(data);
  }

  async function startShell(place?: PanePlace): Promise<void> {
    const beside = find(findPane(layout.getState()?.root, place?.pane)?.agent) ?? current();
    const request = { profile: shellProfile, ...(beside && { cwd: beside.cwd }) };
    const started = await start(request, place);
    if (!started.ok) showError('The shell could not be started', started.message);
  }

  /** Tells why a call failed. */
  async function attempt(call: Promise<Agent>, complaint: string): Promise<void> {
    const { error, data } = await safe(call);
    if (error) showError(complaint, reasonOf(error));
    else learn(data);
  }

  const focusedPlace = (at: PanePlace['at'], pane = layout.getState()?.focused): PanePlace | undefined =>
    pane === undefined ? undefined : { pane, at };

  /** Those that the person has not seen yet come first. */
  const wanting = () => {
    const unseenFirst = (agent: Agent) => (agent.unseen ? 0 : 1);
    const found = all().filter(({ status }) => wantsPerson(status));
    return found.sort((one, other) => unseenFirst(one) - unseenFirst(other) || one.statusAt - other.statusAt);
  };

  return {
    ...{ agents, layout, preferences, question, client: calls, find, current, start, startShell },
    ask(next) {
      question.setState(next, true);
      if (next) onShow();
    },
    toggleDrawer: (part) => preferences.setState(({ drawer }) => ({ drawer: drawer === part ? 'closed' : part })),
    isOpen: () => open,
    setOpen(next) {
      open = next;
    },
    show: showAgent,
    showBeside: (agent, side) => showAgent(agent, focusedPlace(side)),
    showNext(step) {
      const ids = inListOrder(all(), preferences.getState().sort).map(({ id }) => id);
      const at = ids.indexOf(current()?.id ?? '');
      const next = ids[at < 0 ? 0 : (at + step + ids.length) % ids.length];
      if (next !== undefined) showAgent(next);
    },
    showWanting() {
      const next = wanting().find(({ id }) => id !== current()?.id);
      if (next) showAgent(next.id);
    },
    showAny() {
      const next = wanting()[0] ?? all().findLast(isAlive) ?? all().at(-1);
      if (next) layout.change((before, newId) => (before.root ? before : show(before, next.id, newId)));
    },
    split: (side, pane) => startShell(focusedPlace(side, pane)),
    restart: (id, resume = false) =>
      attempt(calls.restart({ id, resume }), resume ? 'It could not be resumed' : 'It could not be restarted'),
    kill: (id) => attempt(calls.kill({ id }), 'It could not be ended'),
    async remove(removal) {
      const { error } = await safe(calls.remove(removal));
      if (!error) return ok(undefined);
      if (isDefinedError(error) && error.code === 'DIRTY') return fail('dirty', error.data.lost);
      return fail('not-removed', reasonOf(error));
    },
    async update(change) {
      const { error, data } = await safe(calls.update(change));
      if (error) return fail('not-changed', reasonOf(error));
      learn(data);
      return ok(undefined);
    },
    async send(id, text) {
      const { error, data } = await safe(calls.send({ ids: [id], text }));
      const problem = error ? reasonOf(error) : data[0]?.problem;
      if (problem !== undefined) showError('The text could not be sent', problem);
      return problem === undefined;
    },
    async openWindow(id) {
      const { error, data } = await safe(desktop.showAgent({ id }));
      if (error) return showError('The window could not be opened', reasonOf(error));
      if (!data.shown) openPage(id);
    },
    async openFile(file) {
      const { error } = await safe(calls.openFile(file));
      if (error) showError('It could not be opened', reasonOf(error));
    },
  };
}

/** An agent that has not changed stays the same object, so that only rows of those that did are drawn anew. */
async function* withoutCopies(lists: AsyncIterable<Agent[]>): AsyncGenerator<readonly Agent[], void> {
  let known = new Map<string, Agent>();
  for await (const list of lists) {
    // The text is the identity: whatever is new changes it.
    known = new Map(
      list
        .map((agent) => [JSON.stringify(agent), agent] as const)
        .map(([text, agent]) => [text, known.get(text) ?? agent]),
    );
    yield [...known.values()];
  }
}

/** The page of an agent, in a window of the browser; the same one if it is there already. */
function openPage(id: string): void {
  const opened = window.open(`#/agent/${encodeURIComponent(id)}`, `viberot-agent-${id}`, 'popup,width=900,height=640');
  if (opened) opened.focus();
  else showError('The window could not be opened', 'The browser does not allow it. Allow pop-ups for this page.');
}

/** Where an agent is shown, if it is. */
export function paneShowing(layout: Layout | undefined, agent: string): string | undefined {
  return paneOfAgent(layout?.root, agent)?.id;
}
