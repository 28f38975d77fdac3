// Probes with a real helper, and what it told.
import { join, resolve } from 'node:path';
import { createProbes, type Probes } from '../../../../src/main/features/probes';
import { createClock } from '../../../../src/main/node/clock';
import { createFiles } from '../../../../src/main/node/files';
import { createProbeHost } from '../../../../src/main/node/probe-host';
import type { ProbeHost } from '../../../../src/main/ports';
import type { Scope } from '../../../../src/shared/scope';
import { type Fact, keyOf, type ProcessInfo, type ProcessKey } from '../../../../src/shared/vocabulary';
import { createFakeInstaller } from '../../../fixtures/fake-installer';
import { silentLog } from '../../../fixtures/silent-log';
import { temporaryDirectory } from '../../gateway/transports';

const outDirectory = resolve(import.meta.dirname, '../../../../out');

/** The helper of this machine, which sees everything that the tests beside this one start, too. */
export const built = await createProbeHost({ directory: '/nowhere', outDirectory }).helper();
if (built.path === undefined) console.warn(`Skipped, the native probe is not there: ${built.reason} ${built.remedy}`);

export interface Watched extends Probes {
  readonly told: Told;
  /** Resolves when the status is as wanted. */
  becomes(state: string): Promise<void>;
  /** Resolves as soon as what was told is as wanted; looks after each fact. */
  until(wanted: () => boolean, what: string): Promise<void>;
}

/** What was told of each process. */
interface Told {
  readonly byKey: ReadonlyMap<ProcessKey, readonly Fact[]>;
  /** Processes one of whose arguments is this text. */
  withArgument(text: string): readonly { readonly process: ProcessInfo; readonly facts: readonly Fact[] }[];
}

/** Probes whose helper is the one of this machine, unless told otherwise. */
export async function watch(
  scope: Scope,
  { clock = createClock(), helper = {} as Partial<ProbeHost> } = {},
): Promise<Watched> {
  const home = temporaryDirectory(scope);
  const host = { ...createProbeHost({ directory: join(home, 'run'), outDirectory }), ...helper };
  const options = { host, installer: createFakeInstaller(), files: createFiles(), home, clock, log: silentLog };
  const probes = createProbes(options, scope.child());
  const byKey = new Map<ProcessKey, Fact[]>();
  const keysOf = new Map<string, Set<ProcessKey>>();
  const lookers = new Set<() => void>();
  probes.facts.on((fact) => {
    if (fact.type === 'process.started') {
      const key = keyOf(fact.process);
      add(key, fact);
      for (const text of fact.process.argv) keysOf.set(text, (keysOf.get(text) ?? new Set()).add(key));
    }
    if (fact.type === 'process.exited') add(fact.key, fact);
    for (const look of [...lookers]) look();
  });
  const add = (key: ProcessKey, fact: Fact) => {
    const facts = byKey.get(key);
    if (facts) facts.push(fact);
    else byKey.set(key, [fact]);
  };
  const until = (wanted: () => boolean, what: string, changes: (look: () => void) => unknown) =>
    new Promise<void>((done, reject) => {
      const late = globalThis.setTimeout(() => reject(new Error(`Waited in vain until ${what}`)), 25_000);
      const look = () => {
        if (!wanted()) return;
        lookers.delete(look);
        clearTimeout(late);
        done();
      };
      changes(look);
      look();
    });
  const becomes = (state: string) =>
    until(() => probes.status.value.state === state, `the probe is ${state}`, probes.status.on);
  return {
    ...probes,
    becomes,
    until: (wanted, what) => until(wanted, what, (look) => lookers.add(look)),
    told: {
      byKey,
      withArgument: (text) =>
        [...(keysOf.get(text) ?? [])].flatMap((key) => {
          const all = byKey.get(key) ?? [];
          // The list of what runs may meet a process before it has started its program: a copy of its parent.
          const facts = all.slice(all.findIndex((fact) => processOf(fact)?.argv.includes(text)));
          const process = facts[0] && processOf(facts[0]);
          return process ? [{ process, facts }] : [];
        }),
    },
  };
}

const processOf = (fact: Fact) => (fact.type === 'process.started' ? fact.process : undefined);
