import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRules } from '../../src/main/features/rules';
import { createClock } from '../../src/main/node/clock';
import { createFiles } from '../../src/main/node/files';
import { createScope } from '../../src/shared/scope';
import { quietWorld } from '../fixtures/quiet-world';
import { makeHome } from '../fixtures/running-hub';
import { silentLog } from '../fixtures/silent-log';
import { type Figure, machineMs, pause, percentile, report } from './measure';

/** How long it takes from saving config.toml until its rules are in force. */
const samples = 60;
const scope = createScope();
const file = join(makeHome(scope, ''), 'config.toml');
const rules = await createRules(
  { files: createFiles(), clock: createClock(), log: silentLog, file, world: quietWorld },
  scope,
);

const ways: Record<string, (text: string) => void> = {
  'written in place': (text) => writeFileSync(file, text),
  'renamed over': (text) => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  },
};
const figures: Figure[] = [];
for (const count of [10, 1000]) {
  for (const [way, save] of Object.entries(ways)) {
    const times: number[] = [];
    for (let i = 0; i < samples; i++) {
      const text = `# ${way} ${i}\n${ruleTexts(count, i)}`;
      const active = new Promise<void>((resolve) => {
        const unsubscribe = rules.events.on(() => {
          unsubscribe();
          resolve();
        });
      });
      const began = machineMs();
      save(text);
      await active;
      times.push(machineMs() - began);
      await pause(30);
    }
    const aim = count === 10 ? '≤ 50' : '';
    figures.push({ what: `${way}, ${count} rules, p50`, value: percentile(times, 0.5), unit: 'ms', aim });
    figures.push({ what: `${way}, ${count} rules, p99`, value: percentile(times, 0.99), unit: 'ms' });
  }
}
await scope.close();
report('reload', figures);

function ruleTexts(count: number, version: number): string {
  return Array.from(
    { length: count },
    (_, i) =>
      `[[rules]]\nid = "rule-${i}"\ncommand = "tool-${i} ${version} *"\naction = { type = "exec", path = "true" }\n`,
  ).join('\n');
}
