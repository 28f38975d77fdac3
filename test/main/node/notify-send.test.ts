import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createNotifySend } from '../../../src/main/node/notify-send';
import { createProcesses } from '../../../src/main/node/processes';
import { createScope, type Scope } from '../../../src/shared/scope';
import type { Notification } from '../../../src/shared/vocabulary';
import { temporaryDirectory } from '../gateway/transports';

let scope: Scope;
let folder: string;
beforeEach(() => {
  scope = createScope();
  folder = temporaryDirectory(scope);
});
afterEach(() => scope.close());

/** Notifications where the PATH has only this program of that name. */
function notifierWith(script: string | undefined) {
  if (script !== undefined) {
    writeFileSync(join(folder, 'notify-send'), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, 'notify-send'), 0o755);
  }
  return createNotifySend({ ...createProcesses(), env: { PATH: folder, OUT: join(folder, 'out') } }, folder);
}

const about = (more: Partial<Notification> = {}): Notification => ({
  ...{ id: 'run-1', about: { process: '1:1' }, title: 'Tests', message: 'have ended', silent: false },
  ...more,
});

test.each([
  ['title and text', {}, ['--app-name=VibeRot', '--', 'Tests', 'have ended']],
  [
    'markup and options as the text that they are',
    { title: '--help', message: 'a <b>&c</b>' },
    ['--app-name=VibeRot', '--', '--help', 'a &lt;b&gt;&amp;c&lt;/b&gt;'],
  ],
  [
    'backslashes doubled, as it reads them as C does',
    { message: 'printf \\074b\\n' },
    ['--app-name=VibeRot', '--', 'Tests', 'printf \\\\074b\\\\n'],
  ],
  [
    'that it is to be silent',
    { silent: true },
    ['--app-name=VibeRot', '--hint=boolean:suppress-sound:true', '--', 'Tests', 'have ended'],
  ],
])('notify-send is given %s', async (_what, more, args) => {
  const pids: number[] = [];
  const notifier = notifierWith('echo $$ > "$OUT.pid"; printf "%s\\n" "$@" > "$OUT"');
  expect(await notifier.show(about(more), (pid) => pids.push(pid))).toEqual({ ok: true, value: undefined });
  expect(readFileSync(join(folder, 'out'), 'utf8').trimEnd().split('\n')).toEqual(args);
  expect(pids).toEqual([Number(readFileSync(join(folder, 'out.pid'), 'utf8'))]);
});

test('without notify-send it says what to do', async () => {
  const shown = await notifierWith(undefined).show(about());
  expect(shown).toMatchObject({ ok: false, error: 'cannot-notify', message: expect.stringContaining('viberot open') });
});

test('what notify-send complains about is told', async () => {
  const shown = await notifierWith('echo "Cannot autolaunch D-Bus" >&2; exit 1').show(about());
  expect(shown).toMatchObject({ ok: false, message: expect.stringContaining('Cannot autolaunch D-Bus') });
});
