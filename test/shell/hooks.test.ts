import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createScope, type Scope } from '../../src/shared/scope';
import { ShellKind } from '../../src/shared/vocabulary';
import { processesWith } from '../fixtures/running-hub';
import { findShell, openShell } from '../fixtures/shell-session';

let scope: Scope;
beforeEach(() => {
  scope = createScope();
});
afterEach(() => scope.close());

/** Typed lines that are reported exactly as they are, by both shells. */
const plain = [
  'echo a',
  'true',
  'cd /tmp',
  `echo "a b" 'c d' e\\ f`,
  `echo "it's" 'say "hi"' \\\\ \\'`,
  'echo a | cat | tr a b',
  'true && false || echo c; echo d',
  '(echo sub; echo shell)',
  '{ echo group; }',
  'if true; then echo yes; fi',
  'for i in 1 2; do echo $i; done',
  'f() { echo in f; echo again; }',
  'f',
  'x=1',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the shell's
  'echo $HOME ${x:-y} $(echo z) `echo w` $((1 + 2))',
  'echo /e*c /?tc ~ {a,b}',
  'echo ünïcödé 日本 🎉',
  'echo %s %d \\n \\0 %%',
  'sleep 0.01 &',
  'wait',
  'echo > /dev/null 2>&1 < /dev/null',
  'case x in x) echo y;; esac',
  'echo trailing   ',
  'false',
];

describe.each(ShellKind.options)('%s', (kind) => {
  const missing = findShell(kind) === undefined;
  if (missing) console.warn(`${kind} is not on this machine: its hook is not tested`);
  const check = test.skipIf(missing);

  check('every line is told as it was typed, once, with its exit status', async () => {
    const shell = await openShell(kind, scope);
    await shell.type(...plain);
    await shell.eventually(() => expect(shell.statuses().length).toBe(plain.length));
    expect(shell.lines()).toEqual(plain);
    expect(shell.statuses()).toEqual(plain.map((line) => (line === 'false' ? 1 : 0)));
    expect(shell.malformed).toBe(0);
    const begins = shell.records.filter(({ type }) => type === 'begin');
    expect(begins.map(({ number }) => number)).toEqual(plain.map((_, index) => index + 1));
    expect(begins[1]).toMatchObject({ cwd: shell.home });
    expect(begins[4]).toMatchObject({ cwd: '/tmp' });
    const times = shell.records.map(({ atMs = 0 }) => atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(Math.abs((times[0] ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  check('lines of several lines are one, and empty ones none', async () => {
    const shell = await openShell(kind, scope, { before: kind === 'bash' ? 'shopt -s lithist' : '' });
    for (const line of ['for i in 1 2', 'do', 'echo "$i', 'x"']) shell.send(`${line}\n`);
    await shell.type('done', '', '   ');
    for (const line of ['cat <<X', 'one "two" $x']) shell.send(`${line}\n`);
    await shell.type('X');
    await shell.eventually(() => expect(shell.statuses().length).toBe(2));
    expect(shell.lines().map((line) => line.trimEnd())).toEqual([
      'for i in 1 2\ndo\necho "$i\nx"\ndone',
      'cat <<X\none "two" $x\nX',
    ]);
  });

  check('100 KB, and bytes that are no UTF-8', async () => {
    const shell = await openShell(kind, scope, {
      before: kind === 'bash' ? 'bind "set enable-bracketed-paste off"' : '',
    });
    // Longer than a terminal takes at once, so it comes by the history.
    await shell.type("printf -v long '%0100000d' 0");
    if (kind === 'bash') await shell.type('history -s ": $long"', '!!');
    else await shell.type('print -s ": $long"', '!!', '');
    await shell.eventually(() => expect(shell.lines().at(-1)?.length).toBeGreaterThan(90_000));
    expect(shell.lines().at(-1)?.trim()).toBe(`: ${'0'.repeat(100_000)}`);
    // The line editor of zsh makes question marks of them, its history does not.
    if (kind === 'bash') await shell.type(Buffer.from('echo \xff\xfe', 'latin1'));
    else await shell.type("print -s $'echo \\xff\\xfe'", '!!');
    await shell.eventually(() => expect(shell.lines().at(-1)).toBe('echo \udcff\udcfe'));
    expect(shell.malformed).toBe(0);
  });

  check('Ctrl-C at the prompt is no line; one that it ends says so', async () => {
    const shell = await openShell(kind, scope);
    shell.send('echo abandoned');
    await shell.eventually(() => expect(shell.output).toContain('abandoned'));
    shell.send('\x03');
    await shell.eventually(() => expect(shell.output.split('[ready]').length).toBe(3));
    await shell.type('echo a');
    const sleep = `sleep 100.${process.pid}${shell.pid}`;
    shell.send(`${sleep}\n`);
    await shell.eventually(() => expect(processesWith(sleep)).toHaveLength(1));
    await shell.eventually(() => expect(shell.lines()).toEqual(['echo a', sleep]));
    await shell.type('\x03');
    await shell.type('echo b');
    await shell.eventually(() => expect(shell.statuses()).toEqual([0, 130, 0]));
  });

  check('a shell in a shell tells for itself', async () => {
    const shell = await openShell(kind, scope);
    const rc = kind === 'bash' ? `--noprofile --rcfile ${shell.home}/rc` : '-d';
    await shell.type(`${kind} ${rc}`, 'echo inner', 'exit 3', 'echo outer');
    await shell.eventually(() =>
      expect(shell.lines().toSorted()).toEqual(['echo inner', 'echo outer', 'exit 3', `${kind} ${rc}`].sort()),
    );
    await shell.eventually(() => expect(shell.statuses().toSorted()).toEqual([0, 0, 3]));
  });

  check('exec into another shell begins anew', async () => {
    const shell = await openShell(kind, scope);
    const rc = kind === 'bash' ? `--noprofile --rcfile ${shell.home}/rc` : '-d';
    await shell.type('echo a', `exec ${kind} ${rc}`, 'echo b');
    await shell.eventually(() => expect(shell.lines()).toEqual(['echo a', `exec ${kind} ${rc}`, 'echo b']));
  });

  check('what does not read from a person tells nothing, nor does a shell without a hub', async () => {
    const shell = await openShell(kind, scope, { hub: false });
    await shell.type('echo a', `${kind} -c 'echo b'`, `echo 'echo c' | ${kind}`);
    expect(existsSync(join(shell.home, 'run', 'shells'))).toBe(false);
    expect(shell.output).not.toMatch(/not found|No such file|error/i);
  });

  check('a hub that comes later is told from the next line on, and one that goes is not missed', async () => {
    const shell = await openShell(kind, scope, { hub: false });
    await shell.type('echo a', 'mkdir -p $HOME/run/shells', '', 'echo b');
    expect(shell.output).not.toMatch(/No such file/i);
    const [name = ''] = readdirSync(join(shell.home, 'run/shells')).filter((file) => !file.endsWith('.trap'));
    expect(name).toMatch(new RegExp(`^${kind}\\.${shell.pid}\\.\\d+\\.\\d+$`));
    expect(readFileSync(join(shell.home, 'run/shells', name), 'latin1')).toContain('echo b');
    await shell.type('rm -r $HOME/run/shells', 'echo c', 'echo d');
    expect(shell.output).not.toMatch(/No such file/i);
  });

  check('its options of a person change nothing: set -u, -x, noclobber, allexport', async () => {
    const shell = await openShell(kind, scope, { before: 'set -u; set -a; set -o noclobber' });
    await shell.type('echo a', `${kind} -c 'echo b'`, 'set -x', 'echo c', 'set +x', 'echo d');
    await shell.eventually(() =>
      expect(shell.lines()).toEqual(['echo a', `${kind} -c 'echo b'`, 'set -x', 'echo c', 'set +x', 'echo d']),
    );
    await shell.eventually(() => expect(shell.statuses()).toEqual([0, 0, 0, 0, 0, 0]));
    expect(shell.output).not.toMatch(/unbound|parameter not set|cannot overwrite|not found/i);
  });

  check('a prompt starts no process', async () => {
    const shell = await openShell(kind, scope);
    // Of the children that the shell has waited for: minor faults (proc(5), field 11). No process has none.
    const faults = () =>
      readFileSync(`/proc/${shell.pid}/stat`, 'latin1')
        .replace(/^.*\) /, '')
        .split(' ')[8];
    await shell.type('echo a');
    const before = faults();
    await shell.type('echo b', 'cd /', 'x=1', 'trap "echo usr" USR1');
    expect(faults()).toBe(before);
    await shell.type('/bin/true');
    expect(faults()).not.toBe(before);
  });

  check('read twice it tells once', async () => {
    const shell = await openShell(kind, scope, { after: `. "$HOME/shell/viberot.${kind}"` });
    await shell.type('echo a', `. $HOME/shell/viberot.${kind}`, 'echo b');
    await shell.eventually(() => expect(shell.statuses().length).toBe(3));
    expect(shell.lines()).toEqual(['echo a', `. $HOME/shell/viberot.${kind}`, 'echo b']);
  });
});

test.skipIf(findShell('zsh') === undefined)('in zsh, other hooks stay, whatever options are set', async () => {
  const shell = await openShell('zsh', scope, {
    before: 'setopt ksharrays nounset noclobber; a() { : }; b() { : }; precmd_functions=(a b)',
  });
  await shell.type('unsetopt ksharrays', 'print -- "<$precmd_functions>"');
  expect(shell.output).toContain('<__viberot_precmd a b>');
  await shell.eventually(() => expect(shell.statuses()).toEqual([0, 0]));
});
