import { createCell, type Observable } from '../shared/event';
import type { Scope } from '../shared/scope';
import {
  type ActivityRow,
  commandLine,
  type Decision,
  type Fact,
  type HubStatus,
  keyOf,
  namesOf,
  type Overlay,
  recordedDecision,
  shortened,
} from '../shared/vocabulary';
import { actionsHandlers, createActions } from './features/actions';
import { activityHandlers, createActivity } from './features/activity';
import {
  type Agents,
  agentStarter,
  agentsHandlers,
  createAgents,
  createHooks,
  createWorktrees,
} from './features/agents';
import { createForeground, createNotifications, createOverlays, desktopHandlers } from './features/desktop';
import { createHistory, historyHandlers } from './features/history';
import { createJournal, journalHandlers } from './features/journal';
import {
  agentPolicy,
  createLua,
  followProjects,
  luaHandlers,
  notifierWith,
  tellAgents,
  tellDecision,
  tellFact,
} from './features/lua';
import { createProbes, probesHandlers } from './features/probes';
import {
  actionOfDraft,
  checkActionDraft,
  createRules,
  createTrials,
  createWriter,
  editHandlers,
  eventOf,
  type Rules,
  type RulesWorld,
  rulesHandlers,
} from './features/rules';
import { createShellProbe, shellHandlers } from './features/shell';
import { type About, createStatus, statusHandlers } from './features/status';
import { terminalsHandlers } from './features/terminals';
import { createWorkspace, workspaceHandlers } from './features/workspace';
import { createGateway, implementer } from './gateway';
import type { Accept, Ports } from './ports';

export interface ComposeOptions {
  readonly about: About;
  /** Names this run of the hub, so that readers notice a restart. */
  readonly epoch: string;
  /** The person's shell, and where terminals begin. */
  readonly shell: { readonly file: string; readonly args: readonly string[]; readonly cwd: string };
  /** Path of a file or folder that comes with the app. */
  readonly resource: (name: string) => string;
  /** Where the Lua that comes with the app is. */
  readonly shippedLua: string;
  /** The history's database, as people are told. */
  readonly historyFile: string;
}

/** A hub that watches, decides and acts; whatever transports a host has hand their channels to `accept`. */
export interface Hub {
  readonly accept: Accept;
  readonly status: Observable<HubStatus>;
  readonly rules: Pick<Rules, 'state' | 'setPaused'>;
  /** Command lines that rules matched last, newest first. */
  readonly recentMatches: Observable<readonly string[]>;
  /** Of the commands that rules acted on or whose duration is known: the one that runs the longest. */
  longestRunning(): ActivityRow | undefined;
  readonly overlays: Observable<readonly Overlay[]>;
  closeOverlay(id: Overlay['id']): void;
  readonly agents: Pick<Agents, 'state' | 'killAll'>;
}

const recentMatchesKept = 10;

/** The data flow of the whole app, from top to bottom. Everything closes with the scope. */
export async function compose(ports: Ports, options: ComposeOptions, scope: Scope): Promise<Hub> {
  const {
    clock,
    log,
    files,
    processes,
    terminalHosts,
    guard,
    probeHost,
    probeInstaller,
    shellSpool,
    shellSetups,
    agentHooks,
    desktop,
  } = ports;
  const { users, notifier, overlayPages, environments, http, historyStore, keptValues, programs, git, folders } = ports;
  const { about, epoch, shell, resource, historyFile, shippedLua } = options;
  const { home } = about.paths;

  const journal = createJournal({ clock, epoch });
  const activity = createActivity({ clock, epoch }, scope);
  const userHome = processes.env.HOME ?? processes.env.USERPROFILE;
  const world: RulesWorld = {
    about(process) {
      const { parent, origin } = activity.get(keyOf(process)) ?? {};
      return {
        parent: parent === undefined ? undefined : activity.get(parent)?.process,
        agents: origin ? namesOf(origin) : [],
      };
    },
    causesOf: (process) => actions.causesOf(process),
    runsOf: (ruleId) => actions.runsOf(ruleId),
    userName: users.nameOf,
    running: activity.runningProcesses,
    commandsSince: (since) => history.commandsSince(since),
  };
  const rules = await createRules(
    { files, clock, log: log.child({ part: 'rules' }), file: about.paths.config, userHome, world },
    scope,
  );
  const trials = createTrials({ clock, userHome, world, rules });
  const writer = createWriter({
    ...{ files, file: about.paths.config, userHome, previous: () => rules.config, take: rules.take },
  });
  const notifications = createNotifications({ notifier, clock, pagesFirst: about.host === 'node' });
  const lua = await createLua(
    {
      ...{ domains: ports.luaDomains, trees: ports.textTrees, boxes: ports.fileBoxes, web: ports.webClient, git },
      ...{ keyring: ports.keyring, folders },
      rules: { files, rules: rules.state, configFile: about.paths.config },
      ...{ kept: keptValues, clock, log: log.child({ part: 'lua' }), shipped: shippedLua, home, userHome },
      pty: { ptys: ports.ptys, env: processes.env, cwd: shell.cwd },
      agents: () => agents,
      hub: {
        // What Lua tells is looked at by its filters, too.
        notifier: { show: (...told) => filteredNotifier.show(...told) },
        processes: activity.runningProcesses,
        settings: () => rules.settings.value,
        pauseRules: (paused) => void rules.setPaused(paused),
      },
    },
    scope,
  );
  const filteredNotifier = notifierWith(lua, notifications);
  // Before the actions, so that it closes after them and keeps how they ended.
  const history = createHistory(
    {
      ...{ store: historyStore, file: historyFile, settings: rules.settings, clock },
      log: log.child({ part: 'history' }),
    },
    scope,
  );
  const worktrees = createWorktrees(
    {
      ...{ git, folders, files, processes, guard, clock, home, log: log.child({ part: 'worktrees' }) },
      settings: () => rules.settings.value.agents.worktrees,
    },
    scope,
  );
  const hooks = createHooks({ hooks: agentHooks, files, log: log.child({ part: 'hooks' }) }, scope);
  const agents = await createAgents(
    {
      ...{ hosts: terminalHosts, kept: keptValues, programs, clock, worktrees, hooks, shell, home },
      ...{ settings: rules.settings, env: processes.env, log: log.child({ part: 'agents' }) },
      policy: agentPolicy({
        ...{ lua, notifier: filteredNotifier, settings: rules.settings, clock, log: log.child({ part: 'lua' }) },
      }),
    },
    scope,
  );
  agents.events.on(journal.append);
  agents.processes.on(activity.ownedBy);
  tellAgents(lua, agents, scope);
  followProjects(lua, agents.state, scope);
  const workspace = await createWorkspace(keptValues, scope);
  const actions = createActions(
    {
      ...{ processes, environments, clock, log: log.child({ part: 'actions' }), guard, files, http, home },
      ...{ agents: agentStarter(agents), lua: lua.actions },
      ...{ notifier: filteredNotifier, settings: rules.settings, version: about.version },
      ...{ bundledActions: resource('actions'), bundledSounds: resource('sounds') },
      agentOf: (process) => activity.get(process)?.origin?.name,
    },
    scope,
  );
  history.estimates.on(({ key, estimate }) => {
    activity.estimated(key, estimate);
    foreground.add(key);
  });
  const overlays = createOverlays(actions.overlays, overlayPages, scope);
  const foreground = createForeground(activity.get);
  const recentMatches = createCell<readonly string[]>([]);

  // The rules were read before anybody could listen.
  journal.append(eventOf(rules.state.value));
  rules.events.on(journal.append);
  rules.decisions.on(carryOut);
  actions.events.on((event) => {
    journal.append(event);
    activity.ran(event);
    history.ran(event.run, event.type === 'action.ended' ? actions.output(event.run.id)?.text : undefined);
    rules.ran(event);
    if (event.type === 'action.started') foreground.add(event.run.process);
  });

  const probes = createProbes(
    { host: probeHost, installer: probeInstaller, files, home, clock, log: log.child({ part: 'probes' }) },
    scope,
  );
  const shellProbe = createShellProbe(
    {
      ...{ spool: shellSpool, setups: shellSetups, clock, log: log.child({ part: 'shell' }) },
      isWatched: () => probes.status.value.state === 'running',
      processOf: (key) => activity.get(key)?.process,
    },
    scope,
  );

  /** What kind of agent a process comes from: their names change from one to the next. */
  const agentOfFact = (fact: Fact) => {
    const origin = fact.type === 'process.started' ? activity.get(keyOf(fact.process))?.origin : undefined;
    return origin?.tool ?? origin?.name;
  };

  function take(fact: Fact): void {
    const { causes } = actions.observe(fact);
    const ofAction = causes.length > 0;
    // Rules and actions get the whole command line, but a storm of long ones must not fill the memory.
    const kept = fact.type === 'process.started' ? { ...fact, process: shortened(fact.process) } : fact;
    journal.append(kept);
    if (fact.type === 'process.exited') foreground.remove(fact.key);
    activity.record(kept, { ofAction });
    history.record(kept, { ofAction, agent: agentOfFact(kept) });
    tellFact(lua, kept);
    for (const decision of rules.decide(fact)) carryOut(decision);
  }
  function carryOut(decision: Decision): void {
    const shown = { ...decision, process: shortened(decision.process) };
    journal.append(recordedDecision(shown));
    activity.decided(shown);
    history.decided(shown);
    tellDecision(lua, shown);
    if (decision.type !== 'rule.matched') return;
    recentMatches.value = [commandLine(shown.process), ...recentMatches.value].slice(0, recentMatchesKept);
    actions.run(decision);
  }
  probes.facts.on((fact) => {
    take(fact);
    shellProbe.observe(fact);
  });
  shellProbe.facts.on(take);

  const status = createStatus(
    about,
    {
      ...{ probe: probes.status, rules: rules.state, runs: actions.counts, history: history.status },
      ...{ processes: activity.counts, journal, agents: agents.counts },
      notices: [agents.notices, workspace.notices, lua.notices, lua.actions.notices, lua.projects.notices],
    },
    { clock, scope },
  );
  lua.start();

  const router = implementer.router({
    hub: { ...statusHandlers(status, desktop), ...journalHandlers(journal) },
    activity: activityHandlers(activity),
    agents: agentsHandlers({ agents, worktrees, hooks, editor: ports.codeEditor }),
    desktop: desktopHandlers({ overlays, notifications, closeOverlay: actions.closeOverlay, desktop }),
    history: historyHandlers(history),
    lua: luaHandlers(lua, ports.codeEditor),
    probe: probesHandlers(probes),
    rules: {
      ...rulesHandlers({ rules, trials, desktop }),
      ...editHandlers({ rules, writer, userHome }),
      ...actionsHandlers(actions, { actionOfDraft, checkActionDraft, rules: () => rules.state.value.rules }),
    },
    shell: shellHandlers(shellProbe),
    terminals: terminalsHandlers(terminalHosts, agents.typed),
    workspace: workspaceHandlers(workspace),
  });
  return {
    accept: createGateway(router, log.child({ part: 'gateway' }), scope),
    ...{ status, rules, recentMatches },
    ...{ longestRunning: foreground.longest, overlays, closeOverlay: actions.closeOverlay, agents },
  };
}
