import type { LuaState } from '../../../shared/contract';
import { createCell, type Observable } from '../../../shared/event';
import { fail, ok, type Result } from '../../../shared/result';
import type { Scope } from '../../../shared/scope';
import type { LuaFile, LuaResult, LuaValue, Notice } from '../../../shared/vocabulary';
import type {
  Clock,
  FileBoxes,
  Folders,
  Git,
  KeptValues,
  Keyring,
  Log,
  LuaDomains,
  TextTrees,
  WebClient,
} from '../../ports';
import { type Changes, createChanges } from './changes';
import { strangeCommands } from './command-names';
import { type Described, describeDomains, describeFile } from './describing';
import { createDomainSet } from './domain-set';
import type { DomainSlot, SlotEvent } from './domain-slot';
import { failingFiles, failingNotices, isDown, refusals } from './failing';
import { firstStart } from './first-start';
import { createHooking, type Hooking } from './hooking';
import { createHosting } from './hosting';
import { KeptLua, keptState, nothingKept, stateToKeep } from './kept';
import { layerFolders } from './layers';
import { createLogs, type LuaLogs } from './logs';
import * as operations from './operations';
import { describeOverrides, rememberedOverrides } from './overrides';
import { planDomains, trustedDomain } from './plan';
import { createProblemTelling } from './problem-telling';
import { createProjects, type Projects } from './projects';
import { createRuleActions, type RuleActions, type RuleActionsOptions } from './rule-actions';
import { createScreens, type Screens } from './screens';
import { createTexts, withProjects } from './texts';
import { createVersions, type Versions } from './versions';
import { createViews, type Views } from './views';

export interface LuaOptions {
  readonly domains: LuaDomains;
  readonly trees: TextTrees;
  readonly boxes: FileBoxes;
  readonly kept: KeptValues;
  readonly clock: Clock;
  readonly log: Log;
  readonly git: Git;
  readonly web: WebClient;
  readonly keyring: Keyring;
  readonly folders: Pick<Folders, 'real'>;
  readonly rules: Pick<RuleActionsOptions, 'files' | 'rules' | 'configFile'>;
  readonly pty: operations.PtyOptions;
  readonly agents: () => operations.AgentsForLua;
  readonly hub: operations.HubForLua;
  /** Where `core`, `default` and AGENTS.md are that come with the app. */
  readonly shipped: string;
  /** VibeRot's own folder; Lua's is in it. */
  readonly home: string;
  /** The person's folder. */
  readonly userHome: string | undefined;
}

/** Lua files of all layers, in force as they are on disk, and what they have to do with the hub. */
export interface Lua extends Changes, Hooking {
  readonly logs: LuaLogs;
  readonly versions: Versions;
  readonly views: Pick<Views, 'watch' | 'act'>;
  readonly actions: RuleActions;
  readonly projects: Projects;
  readonly screens: Screens;
  readonly notices: Observable<readonly Notice[]>;
  /** Counts what may have changed in `describe`. */
  readonly revision: Observable<number>;
  /** Begins to load all files; until then nothing is told to Lua and nothing is changed by it. */
  start(): void;
  /** Resolves when the files were loaded for the first time. */
  readonly ready: Promise<void>;
  /** All that is known, with costs as of now. */
  describe(): Promise<LuaState>;
  /** Reads the files again; those that are named by module or path are run in any case. */
  reload(modules?: readonly string[]): Promise<Result<operations.Reloaded, 'no-module'>>;
  evaluate(code: string, domain?: string): Promise<Result<LuaResult<readonly string[]>, 'no-domain'>>;
  /** Runs a command that Lua has registered. */
  run(command: string): Promise<Result<LuaResult<LuaValue>, 'no-command'>>;
}

export async function createLua(options: LuaOptions, scope: Scope): Promise<Lua> {
  const { clock, log, boxes, trees, shipped, home, userHome } = options;
  const own = `${home}/lua`;
  const file = await options.kept.open('lua', KeptLua, scope);
  let kept: KeptLua = file.before ?? nothingKept;
  const keep = (change: Partial<KeptLua>): void => {
    kept = { ...kept, ...change };
    file.save(kept);
  };

  const logs = createLogs(log, clock);
  const versions = createVersions({ box: boxes.open([`${own}/.versions`]), clock, log });
  const revision = createCell(0);
  const notices = createCell<readonly Notice[]>([]);
  const ran = new Map<string, { readonly at: number; readonly tookMs: number }>();
  const problems = createProblemTelling(logs);
  const changed = (): void => {
    revision.value++;
  };

  const answering = operations.createAnswering(
    operations.agentOperations(options.agents),
    operations.hubOperations(options.hub, (module) => reload([module]), clock),
    operations.gitOperations(options.git),
    operations.webOperations(options.web),
    operations.keyringOperations(options.keyring),
    operations.ptyOperations(options.pty),
  );
  const boxOf = (domain: string) =>
    boxes.open([`${own}/data/${domain}`, ...(domain === trustedDomain && userHome ? [userHome] : [])]);
  const answer = createHosting({ answering, boxOf, log, clock, slots: () => domains.slots });
  const domains = createDomainSet(
    {
      ...{ domains: options.domains, clock, boxOf, told },
      stateOf: (domain) => {
        const before = kept.states[domain];
        return before && keptState(before);
      },
    },
    scope,
  );
  const projects = await createProjects(
    { ...{ trees, clock, home, userHome, changed: textsChanged }, folders: options.folders, kept: options.kept },
    scope,
  );
  const texts = withProjects(createTexts(trees, textsChanged, scope), projects);
  const described: Described = {
    ...{ texts, domains, ran, versions: versions.count },
    get disabled() {
      return new Set(kept.disabled);
    },
  };
  const views = createViews({
    ...{ clock, failed: problems.handler },
    slots: () => domains.slots,
    files: () => texts.files,
  });
  const screens = createScreens({ clock, slots: () => domains.slots, failed: problems.handler });
  let started = false;
  /** What a reload finds is loaded by the reload, which tells what became of it. */
  let isReading = false;
  let isReady = () => {};
  const ready = new Promise<void>((resolve) => (isReady = resolve));

  const actions = createRuleActions(
    { ...options.rules, ...{ home, userHome, ready, revision, failed: problems.handler }, slots: () => domains.slots },
    scope,
  );

  function told(slot: DomainSlot, event: SlotEvent): void {
    const domain = slot.name;
    if (event.type === 'call' && !views.heard(slot, event.call)) void answer(slot, event);
    else if (event.type === 'registered') views.changed();
    else if (event.type === 'logged') logs.add({ ...event, module: actions.logged(event), domain });
    else if (event.type === 'failed') problems.handler(domain, event.problem);
    else if (event.type === 'state') keep({ states: { ...kept.states, [domain]: stateToKeep(event.state) } });
    else if (event.type === 'ended') {
      const sequel = event.restarted ? 'It was started again.' : 'It is not started again.';
      logs.add({ level: 'error', domain, module: domain, text: `${domain} was ended: ${event.why} ${sequel}` });
      syncSoon();
    }
    if (event.type === 'registered' || event.type === 'ended') screens.heard(slot);
    if (event.type !== 'call') changed();
  }

  /** Brings all domains to what is on disk. */
  async function sync(forced?: ReadonlySet<string>): Promise<Omit<operations.Reloaded, 'problems'>> {
    if (!started || scope.closed) return { ran: [], tookMs: 0 };
    const outcomes = await domains.bring(planDomains(texts.files, described.disabled), forced ? { forced } : {});
    const at = clock.nowMs();
    for (const outcome of outcomes) {
      for (const module of outcome.ran) ran.set(module, { at, tookMs: outcome.tookMs });
    }
    afterLoads();
    return {
      ran: outcomes.flatMap((outcome) => outcome.ran),
      tookMs: outcomes.reduce((sum, { tookMs }) => sum + tookMs, 0),
    };
  }

  function textsChanged(): void {
    if (!isReading) syncSoon();
  }

  function syncSoon(): void {
    sync().catch((error: unknown) => log.error('Lua files could not be loaded', { error }));
  }

  function afterLoads(): void {
    const failing = failingFiles(described);
    for (const { file: found, problem } of failing)
      problems.file(domains.of(found.module)?.name ?? trustedDomain, found, problem);
    const failed = new Set(failing.map(({ file: found }) => found.module));
    for (const found of texts.files) {
      const { module, layer, text } = found;
      if (failed.has(module) || isDown(found, described) || !texts.atRest(module)) continue;
      problems.mended(module);
      if (layer !== 'core' && layer !== 'default' && domains.of(module)?.inForce.has(module))
        void versions.keep(module, text).then(changed);
    }
    const overrides = rememberedOverrides(texts.files, described.disabled, kept.overrides);
    if (JSON.stringify(overrides) !== JSON.stringify(kept.overrides)) keep({ overrides });
    const next = failingNotices(described, failing);
    if (JSON.stringify(next) !== JSON.stringify(notices.value)) notices.value = next;
    const registered = domains.slots.flatMap((slot) => slot.registrations);
    problems.odd(strangeCommands(registered, texts.files));
    views.changed();
    screens.loaded();
    changed();
  }

  async function reload(modules: readonly string[] = []): Promise<Result<operations.Reloaded, 'no-module'>> {
    await ready;
    isReading = true;
    await texts.rescan().finally(() => {
      isReading = false;
    });
    const named = modules.map((name) => texts.files.find(({ module, path }) => module === name || path === name));
    for (const found of named) if (found) domains.of(found.module)?.forgive();
    const { ran: loaded, tookMs } = await sync(new Set(named.flatMap((found) => found?.module ?? [])));
    const missing = modules[named.indexOf(undefined)];
    if (missing !== undefined) return fail('no-module', `There is no Lua file ${missing}.`);
    // Also what the watcher has tried a moment before.
    return ok({ ran: loaded, tookMs, problems: refusals(described) });
  }

  const changes = createChanges({
    ...{ texts, versions, box: boxes.open([own]) },
    describe: (found) => describeFile(found, described),
    bring: async (change) => {
      if (change) keep(change);
      await reload();
    },
    disabled: () => kept.disabled,
    overrides: () => kept.overrides,
    forgive: (module) => domains.of(module)?.forgive(),
  });

  return {
    ...{ logs, versions, views, screens, actions, projects, notices, revision, ...changes },
    ...createHooking(() => domains.slots, views.happened),
    ready,
    start() {
      void ready.then(screens.loaded);
      begin()
        .catch((error: unknown) => log.error('Lua could not be started', { error }))
        .finally(isReady);
    },
    async describe() {
      await ready;
      await Promise.all(domains.slots.map((slot) => slot.measure()));
      const files: LuaFile[] = texts.files.map((found) => describeFile(found, described));
      return {
        ...{
          folder: own,
          shipped,
          files,
          ...describeDomains(domains),
          views: views.describe(),
          projects: projects.list,
        },
        overrides: describeOverrides(texts.files, described.disabled, kept.overrides),
      };
    },
    reload,
    async evaluate(code, domain = trustedDomain) {
      await ready;
      const slot = domains.get(domain);
      return slot ? ok(await slot.evaluate(code)) : fail('no-domain', `There is no domain ${domain}.`);
    },
    async run(command) {
      await ready;
      for (const slot of domains.slots) {
        const found = slot.registrations.find(
          ({ kind, name, enabled }) => (kind === 'command' || kind === 'key') && name === command && enabled,
        );
        if (found) return ok(await slot.call(found.handler, []));
      }
      return fail('no-command', `Lua has no command ${command}.`);
    },
  };

  async function begin(): Promise<void> {
    const problem = await firstStart({ boxes, trees, shipped, own });
    if (problem !== undefined) log.warn('Lua’s folder could not be prepared', { problem });
    await projects.refresh();
    for (const folder of layerFolders(shipped, own)) await texts.add(folder);
    started = true;
    await sync();
  }
}
