import { createCell, type Observable } from '../shared/event';
import type { Scope } from '../shared/scope';
import { commandLine, type Fact, type HubStatus, shortened } from '../shared/vocabulary';
import { createActions } from './features/actions';
import { activityHandlers, createActivity } from './features/activity';
import { createJournal, journalHandlers } from './features/journal';
import { createProbes, probesHandlers } from './features/probes';
import { createRules, eventOf, type Rules, rulesHandlers } from './features/rules';
import { createShellProbe, shellHandlers } from './features/shell';
import { type About, createStatus, statusHandlers } from './features/status';
import { createTerminals, terminalsHandlers } from './features/terminals';
import { createGateway, implementer } from './gateway';
import type {
  Accept,
  Clock,
  Desktop,
  Files,
  Guard,
  Log,
  ProbeHost,
  ProbeInstaller,
  Processes,
  Ptys,
  ShellSetups,
  ShellSpool,
} from './ports';

/** The outside, as the host (Electron or plain Node) provides it. */
export interface Ports {
  readonly clock: Clock;
  readonly log: Log;
  readonly files: Files;
  readonly processes: Processes;
  readonly ptys: Ptys;
  readonly guard: Guard;
  readonly probeHost: ProbeHost;
  readonly probeInstaller: ProbeInstaller;
  readonly shellSpool: ShellSpool;
  readonly shellSetups: ShellSetups;
  readonly desktop: Desktop;
}

export interface ComposeOptions {
  readonly about: About;
  /** Names this run of the hub, so that readers notice a restart. */
  readonly epoch: string;
  /** The person's shell, and where terminals begin. */
  readonly shell: { readonly file: string; readonly args: readonly string[]; readonly cwd: string };
}

/** A hub that watches, decides and acts; whatever transports a host has hand their channels to `accept`. */
export interface Hub {
  readonly accept: Accept;
  readonly status: Observable<HubStatus>;
  readonly rules: Pick<Rules, 'state' | 'setPaused'>;
  /** Command lines that rules matched last, newest first. */
  readonly recentMatches: Observable<readonly string[]>;
}

const recentMatchesKept = 10;

/** The data flow of the whole app, from top to bottom. Everything closes with the scope. */
export async function compose(ports: Ports, options: ComposeOptions, scope: Scope): Promise<Hub> {
  const { clock, log, files, processes, ptys, guard, probeHost, probeInstaller, shellSpool, shellSetups, desktop } =
    ports;
  const { about, epoch, shell } = options;
  const { home } = about.paths;

  const journal = createJournal({ clock, epoch });
  const activity = createActivity({ clock, epoch }, scope);
  const rules = await createRules({ files, clock, log: log.child({ part: 'rules' }), file: about.paths.config }, scope);
  const actions = createActions({ processes, clock, log: log.child({ part: 'actions' }), guard, home }, scope);
  const terminals = createTerminals(
    { ptys, clock, log: log.child({ part: 'terminals' }), guard, shell, env: processes.env },
    scope,
  );
  const recentMatches = createCell<readonly string[]>([]);

  // The rules were read before anybody could listen.
  journal.append(eventOf(rules.state.value));
  rules.events.on(journal.append);
  actions.events.on((event) => {
    journal.append(event);
    activity.ran(event);
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

  function take(fact: Fact): void {
    const { ofAction } = actions.observe(fact);
    // Rules and actions get the whole command line, but a storm of long ones must not fill the memory.
    const kept = fact.type === 'process.started' ? { ...fact, process: shortened(fact.process) } : fact;
    journal.append(kept);
    activity.record(kept, { ofAction });
    for (const decision of rules.decide(fact, { ofAction, ...actions })) {
      const shown = { ...decision, process: shortened(decision.process) };
      journal.append(shown);
      activity.decided(shown);
      if (decision.type !== 'rule.matched') continue;
      recentMatches.value = [commandLine(shown.process), ...recentMatches.value].slice(0, recentMatchesKept);
      actions.run(decision);
    }
  }
  probes.facts.on((fact) => {
    take(fact);
    shellProbe.observe(fact);
  });
  shellProbe.facts.on(take);

  const status = createStatus(
    about,
    { probe: probes.status, rules: rules.state, runs: actions.counts, processes: activity.counts, journal },
    { clock, scope },
  );

  const router = implementer.router({
    hub: { ...statusHandlers(status, desktop), ...journalHandlers(journal) },
    activity: activityHandlers(activity),
    probe: probesHandlers(probes),
    rules: rulesHandlers(rules, desktop),
    shell: shellHandlers(shellProbe),
    terminals: terminalsHandlers(terminals),
  });
  return { accept: createGateway(router, log.child({ part: 'gateway' }), scope), status, rules, recentMatches };
}
