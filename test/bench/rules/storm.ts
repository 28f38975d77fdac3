import type { Client } from '../../../src/shared/contract';
import { createScope } from '../../../src/shared/scope';
import { type Figure, pause } from '../measure';
import { helperStorm, stormFigures, throughStorm } from '../probe/hub-storm';
import { startObservedHub } from '../probe/observed-hub';
import { buildPrograms } from '../probe/programs';

const pace = { pairsPerS: 2_000, seconds: 5 };
const starts = pace.pairsPerS * pace.seconds;
const settleMs = 3_000;
/** The hub tells its counts once a second; when they stay for so long, nothing more comes. */
const restMs = 4_000;

/**
 * 50 rules: one that sees every command, one that waits for each to run for a while, one that starts a program for each
 * hundredth if `programs` is true, one that writes a line for each tenth, one for failures, and others that are about
 * something else.
 */
const configOf = (programs: boolean) => `
[[rules]]
id = "sees-all"
command = "npm run script-*"
cooldown = "1h"
action.log = "seen"

[[rules]]
id = "waits"
command = "npm run *"
min_duration = "1s"
action.log = "it takes long"

[[rules]]
id = "hundredth"
enabled = ${programs}
command = "npm run script-*00 *"
action.exec = "true"

[[rules]]
id = "tenth"
command = "npm run script-*0 *"
action.log = "{command}"

[[rules]]
id = "failed"
command = "npm run script-*1 *"
on = "failure"
action.log = "{command} failed"
${Array.from({ length: 45 }, (_, i) => `[[rules]]\ncommand = ["tool-${i} *", "*/bin/${i}/*"]\naction.exec = "true"\n`).join('\n')}
`;

/**
 * How the built hub bears 10,000 commands that start and end within 5 s, with 50 rules, history and a client that reads
 * along; and then the same when 20 programs a second are started as well, each of which is a fork of the hub.
 */
export async function measureStorm(root: string): Promise<Figure[]> {
  return [...(await measureWith(root, false)), ...(await measureWith(root, true))];
}

async function measureWith(root: string, programs: boolean): Promise<Figure[]> {
  const scope = createScope();
  try {
    const built = buildPrograms(root, pace, scope);
    const options = { root, folder: built.folder, config: configOf(programs), helper: built.pacedHelper };
    const hub = await startObservedHub(options, scope);
    await pause(settleMs);
    const outcome = await throughStorm(hub, helperStorm(hub, pace));
    const seen = await seenAtRest(hub.client);
    const { runs, history } = await hub.client.hub.status();
    const figures: Figure[] = [
      { what: 'starts that no rule saw', value: starts - seen, unit: `of ${starts}`, aim: '≤ 0' },
      { what: 'actions done', value: runs.started, unit: 'actions' },
      { what: 'actions dropped', value: runs.dropped, unit: 'actions', aim: '≤ 0' },
      { what: 'commands in the history', value: history.entries, unit: `of ${starts}` },
      ...stormFigures(outcome, 'stand-in for the helper'),
    ];
    const name = programs ? 'storm, 20 programs/s' : 'storm';
    return figures.map((figure) => ({ ...figure, what: `${name}: ${figure.what.replace(/^hub: /, '')}` }));
  } finally {
    await scope.close();
  }
}

/** How many commands the rules have seen, once that rises no more. */
async function seenAtRest(client: Client): Promise<number> {
  let before = -1;
  for (;;) {
    const counts = await client.rules.counts();
    const seen = counts['sees-all']?.matched ?? 0;
    if (seen === before || seen === starts) return seen;
    before = seen;
    await pause(restMs);
  }
}
