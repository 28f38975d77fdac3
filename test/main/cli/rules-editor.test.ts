import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CliHost, runCli } from '../../../src/main/cli';
import { createScope, type Scope } from '../../../src/shared/scope';
import { createRig, type Rig } from './rig';

let scope: Scope;
let rig: Rig;
let file: string;

const text = `# mine
[[rules]]
id = "sleepers" # keep
command = ["sleep *", "nap *"]
action = { type = "exec", path = "echo" }

# about installing
[[rules]]
command = "npm install"
action.notify = "installed"
`;

beforeEach(() => {
  scope = createScope();
  rig = createRig(scope);
  file = rig.config(text);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await scope.close();
});

const written = () => readFileSync(file, 'utf8');

async function check(said: string, becomes: string): Promise<void> {
  expect(await rig.run('rules', 'edit', 'sleepers')).toBe(0);
  expect([...rig.out, ...rig.errors].join('\n')).toBe(said);
  expect(written()).toBe(becomes);
}

describe('edit opens the editor on the rule', () => {
  /** An editor that does with the file what a shell script says. */
  function editor(script: string): void {
    const path = join(rig.directory, 'editor.sh');
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    vi.stubEnv('VISUAL', '');
    vi.stubEnv('EDITOR', `${path} --wait`);
  }

  test('and writes what comes of it', async () => {
    editor('sed -i s/nap/doze/ "$2"');
    await check('sleepers: changed', text.replace('nap', 'doze'));
  });

  test('and changes nothing when nothing was', async () => {
    editor(':');
    await check('sleepers: not changed', text);
  });

  test('and again when something is wrong', async () => {
    const host: CliHost = { ...rig.host, readLine: async () => '' };
    editor(
      'if grep -q comand "$2"; then sed -i "s/comand/command/; s/nap/doze/" "$2"; else sed -i s/command/comand/ "$2"; fi',
    );
    expect(await runCli(['rules', 'edit', 'sleepers'], host)).toBe(0);
    expect(rig.errors[0]).toBe('line 4, column 1: unknown key "comand"; did you mean "command"?');
    expect(written()).toBe(text.replace('nap', 'doze'));
  });

  test('and keeps the text when the person leaves it wrong', async () => {
    editor('echo "x =" >> "$2"');
    expect(await rig.run('rules', 'edit', 'sleepers')).toBe(1);
    const kept = /kept in (\S+)/.exec(rig.errors.at(-1) ?? '')?.[1] ?? '';
    expect(readFileSync(kept, 'utf8')).toContain('x =');
    expect(written()).toBe(text);
    rmSync(dirname(kept), { recursive: true });
  });

  test('and says when there is none', async () => {
    editor('exit 3');
    expect(await rig.run('rules', 'edit', 'sleepers')).toBe(1);
    expect(rig.errors.join()).toContain('ended with exit code 3');
    expect(written()).toBe(text);
  });
});
