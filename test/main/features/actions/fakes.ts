import type {
  AgentStarter,
  Http,
  LuaActionRequest,
  LuaActionRun,
  LuaActions,
  Notifier,
  PostAnswer,
  PostFailure,
  PostRequest,
} from '../../../../src/main/ports';
import { fail, ok, type Result } from '../../../../src/shared/result';
import type { Notification } from '../../../../src/shared/vocabulary';

interface FakeNotifier extends Notifier {
  readonly shown: Notification[];
  answer: Result<void, 'cannot-notify'>;
}

/** A desktop that keeps what it was to show. */
export function fakeNotifier(): FakeNotifier {
  const notifier: FakeNotifier = {
    shown: [],
    answer: ok(undefined),
    async show(notification) {
      notifier.shown.push(notification);
      return notifier.answer;
    },
  };
  return notifier;
}

/** The other side of webhooks, which gives the answers that it is told, one after the other. */
export function fakeHttp(): Http & { readonly posted: PostRequest[]; answers: Result<PostAnswer, PostFailure>[] } {
  const http = {
    posted: [] as PostRequest[],
    answers: [] as Result<PostAnswer, PostFailure>[],
    async post(request: PostRequest) {
      http.posted.push(request);
      return http.answers.shift() ?? ok({ status: 200, text: '' });
    },
  };
  return http;
}

export interface FakeLua extends LuaActions {
  readonly asked: LuaActionRequest[];
  /** What it was told afterwards: how the command ended, or that it is to end. */
  readonly told: string[];
  /** What comes of the code; without it, it goes on for ever. */
  begun: Awaited<LuaActionRun['begun']> | undefined;
  finished: Awaited<ReturnType<LuaActionRun['finish']>>;
}

/** Lua that runs nothing. */
export function fakeLua(): FakeLua {
  const lua: FakeLua = {
    ...{ asked: [], told: [], begun: ok(false), finished: ok(undefined) },
    begin(request) {
      lua.asked.push(request);
      return {
        begun: lua.begun ? Promise.resolve(lua.begun) : new Promise(() => {}),
        async finish(exit, durationMs) {
          lua.told.push(`finish ${JSON.stringify(exit)} ${durationMs}`);
          return lua.finished;
        },
        abandon: () => void lua.told.push('abandon'),
      };
    },
  };
  return lua;
}

type StartRequest = Parameters<AgentStarter['start']>[0];

export interface FakeAgents extends AgentStarter {
  readonly started: StartRequest[];
  readonly sent: { name: string; text: string; enter: boolean }[];
}

/** Agents that run nothing. The first has pid 6,000,000. */
export function fakeAgents(): FakeAgents {
  const started: StartRequest[] = [];
  const sent: FakeAgents['sent'] = [];
  return {
    started,
    sent,
    async start(request) {
      if (request.command[0] === 'missing') return fail('cannot-start', 'missing is not a program.');
      started.push(request);
      return ok({ pid: 5_999_999 + started.length });
    },
    send(name, text, { enter }) {
      if (!started.some((agent) => agent.name === name)) return fail('not-found', `No agent "${name}" is running.`);
      sent.push({ name, text, enter });
      return ok(undefined);
    },
  };
}
