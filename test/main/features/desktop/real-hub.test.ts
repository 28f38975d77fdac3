import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createScope, type Scope } from '../../../../src/shared/scope';
import { makeHome, startHub } from '../../../fixtures/running-hub';

const patience = { timeout: 20_000, interval: 50 };

let scope: Scope;
beforeEach(() => {
  scope = createScope();
});
afterEach(() => scope.close());

test('a program that shows a notification never triggers a rule', async () => {
  const seconds = `57.${process.pid}`;
  const home = makeHome(
    scope,
    `[[rules]]
id = "notify"
command = ["sleep ${seconds}", "*notify-send *"]
action = { type = "notify", title = "Sleep", message = "{command}" }
`,
  );
  const programs = join(home, 'programs');
  mkdirSync(programs);
  const shown = join(home, 'shown');
  // It lives long enough to be seen by every probe.
  writeFileSync(join(programs, 'notify-send'), `#!/bin/sh\necho "$*" >> ${shown}\nsleep 0.5\necho done >> ${shown}\n`);
  chmodSync(join(programs, 'notify-send'), 0o755);
  await startHub(home, scope, { PATH: `${programs}:${process.env.PATH}` });
  const command = spawn('sleep', [seconds]);
  scope.defer(() => void command.kill());

  const lines = () => (existsSync(shown) ? readFileSync(shown, 'utf8').trim().split('\n') : []);
  const expected = [`--app-name=VibeRot -- Sleep sleep ${seconds}`, 'done'];
  await vi.waitFor(() => expect(lines()).toEqual(expected), patience);
  // What it would have triggered would have come by the time that a further command is noticed and notified.
  const second = spawn('sleep', [seconds]);
  scope.defer(() => void second.kill());
  await vi.waitFor(() => expect(lines()).toEqual([...expected, ...expected]), patience);
});
