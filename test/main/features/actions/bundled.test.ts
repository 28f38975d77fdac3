import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { soundNames } from '../../../../src/shared/vocabulary';
import { bundledActions, createRig, type Rig } from './rig';

let scope: Scope;
let rig: Rig;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
});
afterEach(() => scope.close());

const python = spawnSync('python3', ['--version']).status === 0;
if (!python) console.log('progress.py is not tested: there is no python3 here.');

const output = (run: { id: string }) => rig.actions.output(run.id)?.text ?? '';
const file = (name: string) => readFileSync(join(rig.home, name), 'utf8');

describe('An example that comes with the app runs by its bare name, and ends by itself with the command:', () => {
  test('stopwatch.sh tells and keeps how long it took', async () => {
    const process = { argv: ['make', 'a\tb'], startedAt: 1_700_000_000_000 };
    const watched = rig.match({ path: 'stopwatch.sh' }, process);
    await rig.untilState('running');
    rig.exit(watched);
    const run = await rig.untilState('ended');
    expect(run).toMatchObject({ exit: { code: 0 } });
    expect(run).not.toHaveProperty('message');
    expect(output(run)).toMatch(/^make a\tb took \d s\n$/);
    expect(file('stopwatch.tsv')).toMatch(/^2023-11-14T22:13:20\.000Z\t\d\tmake a b\n$/);
  });

  test.runIf(python)('progress.py knows at the second time how long it takes', async () => {
    const action = { path: 'progress.py', args: ['--every', '0.02', '--width', '10'] };
    const first = rig.match(action);
    await expect.poll(() => output({ id: 'run-1' }), { timeout: 5_000 }).toContain('the first time');
    rig.exit(first);
    expect(await rig.untilState('ended')).toMatchObject({ exit: { code: 0 } });
    expect(output({ id: 'run-1' })).toMatch(/\[##########\] 100% after \d+\.\d s\n$/);
    expect(JSON.parse(file('progress.json'))).toEqual({ 'make all': [expect.any(Number)] });

    const second = rig.match(action, {}, 'second');
    await expect
      .poll(() => output({ id: 'run-2' }), { timeout: 5_000 })
      .toMatch(/^\[[#.]{10}\] +\d+% of about \d+ s\n/);
    rig.exit(second);
    expect(await rig.untilState('ended', 'second')).toMatchObject({ exit: { code: 0 } });
    expect(JSON.parse(file('progress.json'))['make all']).toHaveLength(2);
  });

  test('all of them are programs, and the README names each', () => {
    const readme = readFileSync(join(bundledActions, 'README.md'), 'utf8');
    const programs = readdirSync(bundledActions).filter((name) => name !== 'README.md');
    expect(programs).toHaveLength(2);
    for (const name of programs) {
      expect(readme).toContain(`\`${name}\``);
      expect(statSync(join(bundledActions, name)).mode & 0o111, name).toBe(0o111);
    }
  });
});

test('Every sound of the app is there, and all are small', () => {
  const folder = join(bundledActions, '../sounds');
  const files = readdirSync(folder).sort();
  expect(files).toEqual(soundNames.map((name) => `${name}.wav`).sort());
  const sizes = files.map((name) => statSync(join(folder, name)).size);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(60_000);
});
