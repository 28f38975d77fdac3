import type { LuaLogLine } from '../../../shared/contract';
import { implementer, valuesOf } from '../../gateway';
import type { CodeEditor } from '../../ports';
import type { ChangeFailure } from './changes';
import type { Lua } from './service';

/** The least time between two states for a reader. */
const leastPauseMs = 100;
/** Lines that wait for a reader; of what it missed the oldest goes. */
const mostWaiting = 2_000;

/** The part of the contract that is about Lua. */
export function luaHandlers(lua: Lua, editor: CodeEditor) {
  return {
    state: implementer.lua.state.handler(() => lua.describe()),
    watch: implementer.lua.watch.handler(async function* ({ signal }) {
      for await (const _ of valuesOf(lua.revision, signal, leastPauseMs)) yield await lua.describe();
    }),
    reload: implementer.lua.reload.handler(async ({ input, errors }) => {
      const done = await lua.reload(input.modules);
      if (done.ok) return done.value;
      throw errors.NO_MODULE({ message: done.message, data: { module: input.modules?.join(', ') ?? '' } });
    }),
    evaluate: implementer.lua.evaluate.handler(async ({ input: { code, domain }, errors }) => {
      const done = await lua.evaluate(code, domain);
      if (done.ok) return done.value;
      throw errors.NO_DOMAIN({ message: done.message, data: { domain: domain ?? '' } });
    }),
    logs: implementer.lua.logs.handler(({ input: { limit, module } }) => lua.logs.last(limit, module)),
    watchLogs: implementer.lua.watchLogs.handler(({ input, signal }) => followLogs(lua, input, signal)),
    run: implementer.lua.run.handler(async ({ input: { name }, errors }) => {
      const done = await lua.run(name);
      if (!done.ok) throw errors.NO_COMMAND({ message: done.message, data: { name } });
      return done.value.ok ? { ok: true as const, value: null } : done.value;
    }),
    watchView: implementer.lua.watchView.handler(async ({ input: { view }, signal, errors }) => {
      await lua.ready;
      const watched = lua.views.watch(view, signal);
      if (!watched.ok) throw errors.NO_VIEW({ message: watched.message, data: { view } });
      return watched.value;
    }),
    act: implementer.lua.act.handler(async ({ input: { view, action, value }, errors }) => {
      const done = await lua.views.act(view, action, value);
      if (!done.ok) throw errors.NO_ACTION({ message: done.message, data: { view } });
      return done.value;
    }),
    setEnabled: implementer.lua.setEnabled.handler(async ({ input: { module, enabled }, errors }) => {
      const done = await lua.setEnabled(module, enabled);
      if (done.ok) return done.value;
      throw refusal(done, module, errors);
    }),
    promote: implementer.lua.promote.handler(async ({ input: { module }, errors }) => {
      const done = await lua.promote(module);
      if (done.ok) return done.value;
      throw refusal(done, module, errors);
    }),
    project: implementer.lua.project.handler(async ({ input: { folder }, errors }) => {
      const looked = await lua.projects.look(folder);
      if (looked.ok) return looked.value;
      throw errors.NO_PROJECT({ message: looked.message, data: { folder } });
    }),
    trustProject: implementer.lua.trustProject.handler(async ({ input: { folder, trusted, mark }, errors }) => {
      const done = await lua.projects.trust(folder, trusted, mark);
      if (done.ok) return done.value;
      const { error, message } = done;
      if (error === 'changed') throw errors.CHANGED({ message, data: { folder } });
      if (error === 'no-project') throw errors.NO_PROJECT({ message, data: { folder } });
      throw errors.FAILED({ message, data: { reason: message } });
    }),
    text: implementer.lua.text.handler(({ input: { module }, errors }) => {
      const file = lua.find(module);
      if (!file) throw errors.NO_MODULE({ message: `There is no Lua file ${module}.`, data: { module } });
      const shipped = lua.shippedOf(file);
      return { text: file.text, ...(shipped && { shipped: shipped.text }) };
    }),
    keepOverride: implementer.lua.keepOverride.handler(async ({ input: { module }, errors }) => {
      const done = await lua.keepOverride(module);
      if (!done.ok) throw errors.NO_MODULE({ message: done.message, data: { module } });
    }),
    openFile: implementer.lua.openFile.handler(async ({ input: { module, line }, errors }) => {
      const file = lua.find(module);
      if (!file) throw errors.NO_MODULE({ message: `There is no Lua file ${module}.`, data: { module } });
      const opened = await editor.open({ path: file.path, cwd: '/', line });
      if (!opened.ok) throw errors.FAILED({ message: opened.message, data: { reason: opened.message } });
    }),
    versions: implementer.lua.versions.handler(async ({ input: { module }, errors }) => {
      const file = lua.find(module);
      const list = await lua.versions.list(file?.module ?? module, file?.text);
      // A file that was removed can still be looked up.
      if (!file && list.length === 0)
        throw errors.NO_MODULE({ message: `There is no Lua file ${module}.`, data: { module } });
      return list;
    }),
    version: implementer.lua.version.handler(async ({ input: { module, version }, errors }) => {
      const text = await lua.versions.read(lua.find(module)?.module ?? module, version);
      if (text.ok) return { text: text.value };
      throw errors.FAILED({ message: text.message, data: { reason: text.message } });
    }),
    rollback: implementer.lua.rollback.handler(async ({ input: { module, version }, errors }) => {
      const done = await lua.rollback(module, version);
      if (done.ok) return done.value;
      throw refusal(done, module, errors);
    }),
  };
}

interface Refusals {
  NO_MODULE(options: { message: string; data: { module: string } }): Error;
  FAILED(options: { message: string; data: { reason: string } }): Error;
}

function refusal(failed: { error: ChangeFailure; message: string }, module: string, errors: Refusals): Error {
  const { error, message } = failed;
  if (error === 'no-module') return errors.NO_MODULE({ message, data: { module } });
  return errors.FAILED({ message, data: { reason: message } });
}

async function* followLogs(
  lua: Lua,
  { module, after }: { module?: string | undefined; after?: number | undefined },
  signal: AbortSignal | undefined,
): AsyncGenerator<LuaLogLine, void> {
  const isWanted = (line: LuaLogLine) => module === undefined || line.module === module;
  const waiting = after === undefined ? [] : lua.logs.after(after).filter(isWanted);
  let wake = () => {};
  const unsubscribe = lua.logs.added.on((line) => {
    if (!isWanted(line)) return;
    waiting.push(line);
    if (waiting.length > mostWaiting) waiting.shift();
    wake();
  });
  const end = () => wake();
  signal?.addEventListener('abort', end);
  try {
    while (!signal?.aborted) {
      const line = waiting.shift();
      if (line) yield line;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener('abort', end);
  }
}
