import { isDefinedError } from '@orpc/client';
import type { Connection } from '../../../../shared/link';
import { messageOf } from '../../../../shared/result';
import { type LuaProblem, wantsPerson } from '../../../../shared/vocabulary';
import { problemLine } from '../../lua';
import type { Deed, World } from '../draw/world';
import type { Data } from './data';
import type { Panes } from './panes';
import type { Views } from './views';

/** What is shown, and what was done. */
export interface Session {
  view: string;
  agent: string | undefined;
  message: { readonly text: string; readonly isError: boolean } | undefined;
  hint: string;
  isTyping: boolean;
}

export interface WorldOptions {
  readonly connection: Connection;
  readonly data: Data;
  readonly views: Views;
  readonly panes: Panes;
  readonly session: Session;
  readonly changed: () => void;
  /** Something moves: draw again soon. @returns the step that it is at */
  readonly animate: () => number;
  readonly confirm: (question: string, then: () => void) => void;
  readonly openPage: (address: string) => void;
  /** The folder that agents are started in. */
  readonly cwd: string;
  /** Of the whole screen. */
  readonly columns: () => number;
  /** The person has chosen a view, or an agent: the keys are to go there. */
  readonly chosen: (what: 'view' | 'agent') => void;
}

export interface OpenWorld extends World {
  say(text: string, isError?: boolean): void;
  /** Starts an agent and shows it. */
  start(profile: string): void;
  restart(agent: string): void;
  kill(agent: string): void;
  /** Lua works on something that the person has done. */
  readonly isBusy: boolean;
  /** Runs a command of Lua, or what it has bound to keys. */
  run(name: string): void;
}

const messageMs = 6_000;
/** Of parts of views; a view has some hundreds at most. */
const mostKept = 5_000;
const builtIn: Readonly<Record<string, string>> = {
  ...{ activity: 'Activity', rules: 'Rules', agents: 'Agents', lua: 'Lua', status: 'Status', settings: 'Settings' },
};

export function createWorld(options: WorldOptions): OpenWorld {
  const { connection, data, views, panes, session, changed } = options;
  const { client } = connection;
  const kept = new Map<string, object>();
  const pending = new Set<string>();
  let forgetting: ReturnType<typeof setTimeout> | undefined;

  function say(text: string, isError = false): void {
    session.message = { text: text.split('\n')[0] ?? '', isError };
    clearTimeout(forgetting);
    forgetting = setTimeout(() => {
      session.message = undefined;
      changed();
    }, messageMs);
    changed();
  }

  type Done = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: LuaProblem };

  /** Waits for Lua, and tells what became of it. */
  async function tell(id: string, doing: Promise<Done>): Promise<void> {
    pending.add(id);
    changed();
    try {
      const done = await doing;
      if (!done.ok) say(problemLine(done.problem), true);
      else if (typeof done.value === 'string' && done.value !== '') say(done.value);
    } catch (error) {
      say(isDefinedError(error) || error instanceof Error ? messageOf(error) : 'It could not be done.', true);
    }
    pending.delete(id);
    changed();
  }

  function go(to: string): void {
    if (/^https?:\/\//.test(to)) {
      options.openPage(to);
      return;
    }
    const [view = '', part] = to
      .replace(/^#?\//, '')
      .replace(/^view\//, '')
      .split('/');
    if (view === '') return;
    session.view = view;
    options.chosen('view');
    if (view === 'agents' && part !== undefined) chooseAgent(part);
    changed();
  }

  function chooseAgent(id: string): void {
    session.agent = id;
    options.chosen('agent');
    changed();
  }

  return {
    entities: data.entities,
    kept<T extends object>(id: string, create: () => T): T {
      const found = (kept.get(id) as T | undefined) ?? create();
      // What was not drawn for the longest time goes first.
      kept.delete(id);
      kept.set(id, found);
      const [oldest] = kept.size > mostKept ? kept.keys() : [];
      if (oldest !== undefined) kept.delete(oldest);
      return found;
    },
    act: ({ id, view, action, value }: Deed) => void tell(id, client.lua.act({ view, action, value: value ?? null })),
    get isBusy() {
      return pending.size > 0;
    },
    isPending: (id) => pending.has(id),
    confirm: options.confirm,
    ...{ go, chooseAgent, changed, say },
    start(profile) {
      const started = client.agents.spawn({ profile, cwd: options.cwd }).then(({ id, name }) => {
        if (session.view !== 'agents') go('agents');
        chooseAgent(id);
        return { ok: true as const, value: `${name} is started.` };
      });
      void tell(`start/${profile}`, started);
    },
    restart: (id) => void tell(`restart/${id}`, client.agents.restart({ id, resume: true }).then(nothingToSay)),
    kill: (id) => void tell(`kill/${id}`, client.agents.kill({ id }).then(nothingToSay)),
    run: (name) => void tell(`run/${name}`, client.lua.run({ name })),
    get chosenAgent() {
      const { agents } = data;
      const known = agents.find(({ id }) => id === session.agent);
      const best =
        known ?? agents.find(({ status }) => wantsPerson(status)) ?? agents.find(({ status }) => status !== 'exited');
      return (best ?? agents[0])?.id;
    },
    get chosenView() {
      return session.view;
    },
    view: (name) => views.get(name),
    titleOf: (view) => data.lua?.views.find(({ name }) => name === view)?.title ?? builtIn[view] ?? view,
    markOf(view) {
      if (view === 'agents') return countOf(data.agents.filter(({ status }) => wantsPerson(status)).length);
      if (view === 'lua') return countOf(data.lua?.files.filter(({ state }) => state === 'failed').length ?? 0);
      return '';
    },
    get message() {
      return session.message;
    },
    get hint() {
      return session.hint;
    },
    get columns() {
      return options.columns();
    },
    get isTyping() {
      return session.isTyping;
    },
    pane(id) {
      const agent = data.agents.find((each) => each.id === id);
      return agent ? panes.get(agent) : 'This agent is not there any more.';
    },
    animate: options.animate,
  };
}

const nothingToSay = () => ({ ok: true as const, value: undefined });

function countOf(count: number): string {
  return count > 0 ? String(count) : '';
}
