import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { locateHome } from '../../src/main/node/home';
import { connectLocalSocket } from '../../src/main/node/local-socket';
import { readSession } from '../../src/main/node/session';
import { createConnection } from '../../src/shared/link';
import { createScope } from '../../src/shared/scope';
import { makeHome, startHub } from '../fixtures/running-hub';
import { type Figure, machineMs, percentile, report } from './measure';

/** How long it takes from a change of a rule in the window until it is in the file and in force, and is answered. */
const count = 1_000;
const samples = 60;
const scope = createScope();
const home = makeHome(scope, rulesText());
await startHub(home, scope);
const session = readSession(locateHome(home).session);
if (!session) throw new Error('The hub left no word of itself.');
const { client, close } = createConnection({
  connect: () => connectLocalSocket(session.socket, session.token),
  reconnect: false,
});
const figures: Figure[] = [];
const ids = Array.from({ length: samples }, (_, index) => `rule-${(index * 397) % count}`);

await measure('switched on or off', async (id, round) => {
  const { text } = await client.rules.change({ do: 'enable', id, enabled: round % 2 === 1 });
  return text;
});
const { rules } = await client.rules.source();
await measure('edited in the form', async (id, round) => {
  const rule = rules.find((one) => one.id === id);
  if (!rule) throw new Error(`There is no rule ${id}.`);
  const draft = { ...rule.draft, command: [`tool ${round} *`], name: `Round ${round}`, cooldown: '5s' };
  const { text } = await client.rules.change({ do: 'edit', id, rule: draft });
  return text;
});
await measure('moved to the end', async (id) => (await client.rules.change({ do: 'move', id })).text);
await measure('the whole text saved', async (_, round) => {
  const { text, version } = await client.rules.source();
  return (await client.rules.change({ do: 'text', text: `# ${round}\n${text}`, base: version })).text;
});

async function measure(what: string, change: (id: string, round: number) => Promise<string>): Promise<void> {
  const times: number[] = [];
  for (const [round, id] of ids.entries()) {
    const began = machineMs();
    const text = await change(id, round);
    times.push(machineMs() - began);
    if (readFileSync(join(home, 'config.toml'), 'utf8') !== text) throw new Error('The file says something else.');
  }
  figures.push({ what: `${what}, median`, value: percentile(times, 0.5), unit: 'ms', aim: '< 100' });
  figures.push({ what: `${what}, p95`, value: percentile(times, 0.95), unit: 'ms', aim: '< 100' });
}

function rulesText(): string {
  const rule = (id: number) => `# What rule ${id} is for
[[rules]]
id      = "rule-${id}"
command = ["tool-${id} *", "npx tool-${id}*"] # both
min_duration = "2s"

[rules.action]
type = "exec"
path = "true"
args = ["${id}"]
`;
  return Array.from({ length: count }, (_, index) => rule(index)).join('\n');
}

close();
await scope.close();
report('save', figures);
