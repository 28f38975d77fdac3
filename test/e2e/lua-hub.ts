// The contract behind a real page, with Lua that is made up: files that fail, workers that were ended, a log and versions,
// as no test could have them all at once. What the page gets is checked against the contract, as with a real hub.
import { join } from 'node:path';
import { createGateway, implementer, valuesOf } from '../../src/main/gateway';
import { serveWeb } from '../../src/main/node/web-server';
import type { LuaLogLine, LuaState, LuaVersion } from '../../src/shared/contract';
import { type Cell, createCell, createEmitter } from '../../src/shared/event';
import type { Scope } from '../../src/shared/scope';
import { noOverlays } from '../fixtures/no-screen';
import { silentLog } from '../fixtures/silent-log';
import { projectTexts, texts } from './made-up-lua';
import { projectRoot } from './targets';

export interface LuaHub {
  readonly url: string;
  readonly state: Cell<LuaState>;
  /** What was asked for, as "promote improvements.quiet_nights". */
  readonly asked: string[];
  /** Why the next change is refused. */
  refusal: string | undefined;
  log(line: Omit<LuaLogLine, 'id' | 'at' | 'domain'>): void;
}

export interface LuaHubOptions {
  readonly state: LuaState;
  readonly nowMs: number;
  /** The built page. */
  readonly pages?: string;
}

export async function startLuaHub(scope: Scope, options: LuaHubOptions): Promise<LuaHub> {
  const { nowMs, pages = join(projectRoot, 'out/renderer') } = options;
  const state = createCell(options.state);
  const lines: LuaLogLine[] = [];
  const logged = createEmitter<LuaLogLine>();
  const hub: Omit<LuaHub, 'url'> & { url: string } = {
    ...{ url: '', state, asked: [], refusal: undefined },
    log(line) {
      const full = { ...line, id: lines.length + 1, at: nowMs + lines.length, domain: 'trusted' };
      lines.push(full);
      logged.emit(full);
    },
  };
  const fileOf = (module: string) => state.value.files.find((file) => file.module === module);

  /** Puts a file in the place of another, as a hub does after a change. */
  function changed(module: string, what: string, change: Partial<LuaState['files'][number]>) {
    hub.asked.push(`${what} ${module}`);
    const file = fileOf(module);
    if (!file) throw new Error(`No ${module}`);
    const next = { ...file, ...change };
    state.value = { ...state.value, files: state.value.files.map((each) => (each === file ? next : each)) };
    return next;
  }

  const { lua } = implementer;
  const router = {
    lua: {
      watch: lua.watch.handler(({ signal }) => valuesOf(state, signal)),
      logs: lua.logs.handler(() => lines),
      watchLogs: lua.watchLogs.handler(async function* ({ signal }) {
        const waiting: LuaLogLine[] = [];
        let wake = () => {};
        scope.defer(
          logged.on((line) => {
            waiting.push(line);
            wake();
          }),
        );
        signal?.addEventListener('abort', () => wake());
        while (!signal?.aborted) {
          yield* waiting.splice(0);
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }),
      project: lua.project.handler(({ input: { folder } }) => {
        const project = state.value.projects.find((each) => each.folder === folder);
        if (!project) throw new Error(`No ${folder}`);
        return { project, mark: 'seen', files: project.files.map((file) => ({ ...file, ...projectTexts[file.path] })) };
      }),
      trustProject: lua.trustProject.handler(({ input: { folder, trusted, mark }, errors }) => {
        hub.asked.push(`${trusted ? 'trust' : 'distrust'} ${folder}${mark ? ` as ${mark}` : ''}`);
        if (hub.refusal !== undefined) throw errors.CHANGED({ message: hub.refusal, data: { folder } });
        const decided = (project: LuaState['projects'][number]) => ({
          ...{ ...project, state: trusted ? ('trusted' as const) : ('declined' as const) },
          files: project.files.map(({ path }) => ({ path, change: trusted ? ('same' as const) : ('added' as const) })),
        });
        const projects = state.value.projects.map((each) => (each.folder === folder ? decided(each) : each));
        state.value = { ...state.value, projects };
        const project = projects.find((each) => each.folder === folder);
        if (!project) throw new Error(`No ${folder}`);
        return project;
      }),
      reload: lua.reload.handler(({ input: { modules = [] } }) => {
        hub.asked.push(`reload ${modules.join(' ')}`.trim());
        return { ran: modules, tookMs: 3, problems: [] };
      }),
      evaluate: lua.evaluate.handler(({ input: { code, domain = 'trusted' } }) => {
        hub.asked.push(`evaluate ${domain}: ${code}`);
        if (code !== 'oops') return { ok: true as const, value: [`=> ${code}`] };
        return { ok: false as const, problem: { message: "attempt to call a nil value (global 'oops')", path: '' } };
      }),
      run: lua.run.handler(({ input: { name } }) => {
        hub.asked.push(`run ${name}`);
        return { ok: true as const, value: null };
      }),
      setEnabled: lua.setEnabled.handler(({ input: { module, enabled } }) =>
        changed(module, enabled ? 'enable' : 'disable', { state: enabled ? 'running' : 'disabled' }),
      ),
      promote: lua.promote.handler(({ input: { module }, errors }) => {
        if (hub.refusal !== undefined) throw errors.FAILED({ data: { reason: hub.refusal } });
        return changed(module, 'promote', { module: module.replace('improvements.', 'user.'), layer: 'user' });
      }),
      text: lua.text.handler(({ input: { module } }) => ({
        text: texts[0] ?? '',
        ...(state.value.overrides.some((override) => override.module === module) && { shipped: texts[1] ?? '' }),
      })),
      keepOverride: lua.keepOverride.handler(({ input: { module } }) => {
        hub.asked.push(`keep ${module}`);
        const overrides = state.value.overrides.map((one) =>
          one.module === module ? { ...one, changed: false } : one,
        );
        state.value = { ...state.value, overrides };
      }),
      openFile: lua.openFile.handler(({ input: { module, line }, errors }) => {
        if (hub.refusal !== undefined) throw errors.FAILED({ data: { reason: hub.refusal } });
        hub.asked.push(`open ${module} ${line ?? ''}`.trim());
      }),
      versions: lua.versions.handler(({ input: { module } }) => {
        const count = fileOf(module)?.versions ?? 0;
        return Array.from(
          { length: count + 1 },
          (_, index): LuaVersion => ({
            ...{ version: String(count - index + 1), at: nowMs - index * 3_700_000, bytes: 900 - index * 60 },
            current: index === 0,
          }),
        );
      }),
      version: lua.version.handler(({ input: { version } }) => ({ text: texts[Number(version) % texts.length] ?? '' })),
      rollback: lua.rollback.handler(({ input: { module, version } }) => changed(module, `rollback ${version}`, {})),
    },
  };
  const accept = createGateway(router, silentLog, scope);
  const served = await serveWeb(
    { port: 0, pages, token: 'made-up', accept, overlays: noOverlays, log: silentLog },
    scope,
  );
  if (!served.ok) throw new Error(served.message);
  hub.url = served.value.url;
  return hub;
}
