import { createCell, type Observable } from '../shared/event';
import type { Scope } from '../shared/scope';
import {
  type ActivityRow,
  commandLine,
  type Decision,
  type Fact,
  type HubStatus,
  keyOf,
  type Overlay,
  recordedDecision,
  shortened,
} from '../shared/vocabulary';
import { actionsHandlers, createActions } from './features/actions';
import { activityHandlers, createActivity } from './features/activity';
import { createForeground, createNotifications, createOverlays, desktopHandlers } from './features/desktop';
import { createHistory, historyHandlers } from './features/history';
import { createJournal, journalHandlers } from './features/journal';
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
import { createTerminals, terminalsHandlers } from './features/terminals';
import { createGateway, implementer } from './gateway';
import type {
  Accept,
  Clock,
  Desktop,
  Environments,
  Files,
  Guard,
  HistoryStore,
  Http,
  Log,
  Notifier,
  OverlayPages,
  ProbeHost,
  ProbeInstaller,
  Processes,
  Ptys,
  ShellSetups,
  ShellSpool,
  Users,
} from './ports';

/** The outside, as the host (Electron or plain Node) provides it. */
export interface Ports {
  readonly clock: Clock;
  readonly log: Log;
  readonly files: Files;
  readonly processes: Processes;
  readonly environments: Environments;
  readonly http: Http;
  readonly users: Users;
  readonly ptys: Ptys;
  readonly guard: Guard;
  readonly probeHost: ProbeHost;
  readonly probeInstaller: ProbeInstaller;
  readonly shellSpool: ShellSpool;
  readonly shellSetups: ShellSetups;
  readonly desktop: Desktop;
  readonly notifier: Notifier;
  readonly overlayPages: OverlayPages;
  readonly historyStore: HistoryStore;
}

export interface ComposeOptions {
  readonly about: About;
  /** Names this run of the hub, so that readers notice a restart. */
  readonly epoch: string;
  /** The person's shell, and where terminals begin. */
  readonly shell: { readonly file: string; readonly args: readonly string[]; readonly cwd: string };
  /** Path of a file or folder that comes with the app. */
  readonly resource: (name: string) => string;
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
}

const recentMatchesKept = 10;

/** The data flow of the whole app, from top to bottom. Everything closes with the scope. */
export async function compose(ports: Ports, options: ComposeOptions, scope: Scope): Promise<Hub> {
  const { clock, log, files, processes, ptys, guard, probeHost, probeInstaller, shellSpool, shellSetups, desktop } =
    ports;
  const { users, notifier, overlayPages, environments, http, historyStore } = ports;
  const { about, epoch, shell, resource, historyFile } = options;
  const { home } = about.paths;

  const journal = createJournal({ clock, epoch });
  const activity = createActivity({ clock, epoch }, scope);
  const userHome = processes.env.HOME ?? processes.env.USERPROFILE;
  const world: RulesWorld = {
    about(process) {
      const { parent, origin } = activity.get(keyOf(process)) ?? {};
      return { parent: parent === undefined ? undefined : activity.get(parent)?.process, agent: origin?.name };
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
  // Before the actions, so that it closes after them and keeps how they ended.
  const history = createHistory(
    {
      ...{ store: historyStore, file: historyFile, settings: rules.settings, clock },
      log: log.child({ part: 'history' }),
    },
    scope,
  );
  const terminals = createTerminals(
    { ptys, clock, log: log.child({ part: 'terminals' }), guard, shell, env: processes.env },
    scope,
  );
  const actions = createActions(
    {
      ...{ processes, environments, clock, log: log.child({ part: 'actions' }), guard, files, http, terminals, home },
      ...{ notifier: notifications, settings: rules.settings, version: about.version },
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

  /** The coding agent that a process comes from. */
  const agentOfFact = (fact: Fact) =>
    fact.type === 'process.started' ? activity.get(keyOf(fact.process))?.origin?.name : undefined;

  function take(fact: Fact): void {
    const { causes } = actions.observe(fact);
    const ofAction = causes.length > 0;
    // Rules and actions get the whole command line, but a storm of long ones must not fill the memory.
    const kept = fact.type === 'process.started' ? { ...fact, process: shortened(fact.process) } : fact;
    journal.append(kept);
    if (fact.type === 'process.exited') foreground.remove(fact.key);
    activity.record(kept, { ofAction });
    history.record(kept, { ofAction, agent: agentOfFact(kept) });
    for (const decision of rules.decide(fact)) carryOut(decision);
  }
  function carryOut(decision: Decision): void {
    const shown = { ...decision, process: shortened(decision.process) };
    journal.append(recordedDecision(shown));
    activity.decided(shown);
    history.decided(shown);
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
      ...{ processes: activity.counts, journal },
    },
    { clock, scope },
  );

  const router = implementer.router({
    hub: { ...statusHandlers(status, desktop), ...journalHandlers(journal) },
    activity: activityHandlers(activity),
    desktop: desktopHandlers({ overlays, notifications, closeOverlay: actions.closeOverlay }),
    history: historyHandlers(history),
    probe: probesHandlers(probes),
    rules: {
      ...rulesHandlers({ rules, trials, desktop }),
      ...editHandlers({ rules, writer, userHome }),
      ...actionsHandlers(actions, { actionOfDraft, checkActionDraft, rules: () => rules.state.value.rules }),
    },
    shell: shellHandlers(shellProbe),
    terminals: terminalsHandlers(terminals),
  });
  return {
    accept: createGateway(router, log.child({ part: 'gateway' }), scope),
    ...{
      status,
      rules,
      recentMatches,
      longestRunning: foreground.longest,
      overlays,
      closeOverlay: actions.closeOverlay,
    },
  };
}
