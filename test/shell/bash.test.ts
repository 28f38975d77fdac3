import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createScope, type Scope } from '../../src/shared/scope';
import { findShell, openShell, type ShellSessionOptions } from '../fixtures/shell-session';

/** What people have in their .bashrc, and what it may not notice of us. */
const missing = findShell('bash') === undefined;
if (missing) console.warn('bash is not on this machine: what is special about it is not tested');
const check = test.skipIf(missing);

let scope: Scope;
beforeEach(() => {
  scope = createScope();
});
afterEach(() => scope.close());

/** The same lines in a shell with the hook and in one without: what it prints must be the same. */
async function compare(lines: readonly string[], options: ShellSessionOptions): Promise<[string, string]> {
  const outputs: string[] = [];
  for (const hooked of [true, false]) {
    const shell = await openShell(
      'bash',
      scope,
      hooked ? options : { ...options, before: `${options.before ?? ''}\n__viberot_loaded=$$` },
    );
    await shell.type(...lines);
    if (hooked) {
      await shell.eventually(() => expect(shell.statuses().length).toBe(lines.length));
      expect(shell.lines()).toEqual(lines);
    }
    outputs.push(withoutPrompt(shell.output.replaceAll(shell.home, 'HOME')));
  }
  return [outputs[0] ?? '', outputs[1] ?? ''];
}

/** A DEBUG trap also sees what is run before a prompt; that is ours to run. */
const withoutPrompt = (output: string) =>
  output
    .replace(/<D:[^\n]*(?:__viberot|\. HOME\/shell)[^\n]*\r\n/g, '')
    .replace(/<D:(?:other )?trap - DEBUG[^\n]*\r\n(?=\[ready\])/g, '');

describe('PROMPT_COMMAND', () => {
  const lines = ['echo a', 'false', '(exit 7)', 'echo b | cat'];
  check.each([
    ['a text', `PROMPT_COMMAND='echo "<P:$?>"'`, ''],
    ['a list', `PROMPT_COMMAND=('echo "<P:$?>"' 'echo "<Q:$?>"')`, ''],
    ['set after us', '', `PROMPT_COMMAND='echo "<P:$?>"'`],
    ['put before ours', '', `PROMPT_COMMAND='echo "<P:$?>"'"\${PROMPT_COMMAND:+;$PROMPT_COMMAND}"`],
    ['exported', `export PROMPT_COMMAND='echo "<P:$?>"'`, ''],
    ['with a function that reads history', `h() { history -a; history -n; }; HISTFILE=$HOME/h; PROMPT_COMMAND=h`, ''],
    ['with an end of its own', `PROMPT_COMMAND='echo "<P:$?>";'`, ''],
  ])('%s is kept, and sees the same', async (_, before, after) => {
    const [hooked, bare] = await compare(lines, { before, after });
    expect(hooked).toBe(bare);
  });
});

describe('readonly variables', () => {
  check.each([
    ['PS0', `readonly PS0=''`, ['echo a', 'false', 'echo b | cat']],
    ['HISTTIMEFORMAT', `readonly HISTTIMEFORMAT='%F %T '`, ['echo a', 'false']],
    ['IFS', 'readonly IFS', ['echo a']],
  ])('%s, and a trap of the person’s own, stay as they are', async (_, before, lines) => {
    const [hooked, bare] = await compare(lines, { before: `${before}; trap 'echo "<D:$BASH_COMMAND>"' DEBUG` });
    expect(hooked).toBe(bare);
  });

  check('PROMPT_COMMAND keeps us out, without a word', async () => {
    const shell = await openShell('bash', scope, {
      before: `readonly PROMPT_COMMAND='echo "<P:$?>"'`,
      after: 'echo read on',
    });
    await shell.type('echo a');
    expect(shell.output).toMatch(/^read on\r\n<P:0>/);
    expect(shell.output).not.toContain('readonly');
    expect(shell.records).toEqual([]);
  });
});

describe('a DEBUG trap', () => {
  const trap = `trap 'echo "<D:$BASH_COMMAND|$?|$_>"' DEBUG`;
  check.each([
    [
      'is called for the same commands, and sees the same',
      ['echo a', 'false x', 'echo b | cat', 'for i in 1 2; do echo $i; done'],
    ],
    ['may be looked at', ['trap -p DEBUG', 'echo a']],
    [
      'may be changed',
      [`trap 'echo "<D:other $BASH_COMMAND>"' DEBUG`, 'echo a', 'trap - DEBUG', 'echo b', 'trap -p DEBUG'],
    ],
    ['is kept from functions', ['f() { echo in; trap -p DEBUG; }', 'f']],
  ])('%s', async (_, lines) => {
    const [hooked, bare] = await compare(lines, { before: trap });
    expect(hooked).toBe(bare);
  });

  check('its status decides whether a command runs (extdebug)', async () => {
    const before = `shopt -s extdebug; trap '[[ $BASH_COMMAND != *skip* ]]' DEBUG`;
    const [hooked, bare] = await compare(
      ['echo a', 'echo skip me', 'echo b; echo skip; echo c', '(echo sub; echo skip)'],
      { before },
    );
    expect(hooked).toBe(bare);
    expect(hooked).not.toMatch(/^skip/m);
  });

  check('none stays set while a command runs', async () => {
    const shell = await openShell('bash', scope);
    await shell.type('trap -p', 'echo a; trap -p');
    expect(shell.output).not.toContain('trap --');
  });
});

describe('the history', () => {
  check.each([
    ['ignorespace', 'HISTCONTROL=ignorespace', [' echo secret', 'echo a', ' echo b'], ['echo a']],
    [
      'ignoredups',
      'HISTCONTROL=ignoredups',
      ['echo a | cat', 'echo a | cat', 'echo b'],
      ['echo a | cat', 'echo a | cat', 'echo b'],
    ],
    [
      'erasedups',
      'HISTCONTROL=erasedups',
      ['echo a', 'echo b; true', 'echo a', 'echo b; true'],
      ['echo a', 'echo b; true', 'echo a', 'echo b; true'],
    ],
    ['ignoreboth', 'HISTCONTROL=ignoreboth', ['(echo a)', '(echo a)', 'echo b'], ['(echo a)', '(echo a)', 'echo b']],
    ['HISTIGNORE', "HISTIGNORE='ls*:echo *'", ['true', 'echo a', 'echo b'], ['true']],
    ['none', 'set +o history', ['echo a', 'echo b'], []],
    ['of one entry', 'HISTSIZE=1', ['echo a', 'echo b', 'echo b; true'], ['echo a', 'echo b', 'echo b; true']],
    ['of nothing', 'HISTSIZE=0', ['echo a', 'echo b'], []],
    ['with times', "HISTTIMEFORMAT='%F %T '", ['echo a', 'echo b'], ['echo a', 'echo b']],
    [
      'line by line',
      'shopt -u cmdhist',
      ['for i in 1; do\necho $i\ndone', 'echo b'],
      ['for i in 1; do\necho $i\ndone', 'echo b'],
    ],
  ])('kept in another way, never makes a line another one: %s', async (_, before, typed, expected) => {
    const shell = await openShell('bash', scope, { before });
    for (const line of typed) {
      const [last = '', ...others] = line.split('\n').reverse();
      for (const other of others.reverse()) shell.send(`${other}\n`);
      await shell.type(last);
    }
    await shell.eventually(() => expect(shell.statuses().length).toBe(typed.length));
    expect(shell.lines()).toEqual(expected);
  });

  check('what the prompt reads of other shells’ histories is nobody’s line', async () => {
    const before = `HISTFILE=$HOME/h; PROMPT_COMMAND='echo "echo other $((++n))" >> $HOME/h; history -n'`;
    const shell = await openShell('bash', scope, { before });
    await shell.type('echo a', 'echo b', 'echo c');
    await shell.eventually(() => expect(shell.lines()).toEqual(['echo a', 'echo b', 'echo c']));
  });
});

check('completions and key bindings are no lines', async () => {
  const before = `_c() { COMPREPLY=(done); }; complete -F _c tool; tool() { echo "tool $1"; }; bind -x '"\\C-g": echo bound'`;
  const shell = await openShell('bash', scope, { before });
  shell.send('tool \t');
  await shell.eventually(() => expect(shell.output).toContain('tool done'));
  shell.send('\x07');
  await shell.eventually(() => expect(shell.output).toContain('bound'));
  await shell.type('');
  await shell.eventually(() => expect(shell.lines()).toEqual(['tool done ']));
});

check('under set -e the shell ends no sooner than without us', async () => {
  const shell = await openShell('bash', scope, { before: `PROMPT_COMMAND='echo "<P:$?>"'` });
  await shell.type('set -e', 'false || cd /nowhere && true', 'if false; then :; fi', '! true', 'echo alive');
  expect(shell.output).toContain('\nalive');
  expect(shell.output).toContain('<P:1>');
});

check('without expansion of prompts, lines are told all the same', async () => {
  const shell = await openShell('bash', scope, { before: 'shopt -u promptvars' });
  await shell.type('echo a', '', 'false', 'echo b | cat');
  await shell.eventually(() => expect(shell.statuses()).toEqual([0, 1, 0]));
  expect(shell.lines()).toEqual(['echo a', 'false', 'echo b | cat']);
  expect(shell.output).not.toContain('__viberot');
});

check('lines pasted together are all told, the later ones when the prompt is back', async () => {
  const shell = await openShell('bash', scope, { before: 'bind "set enable-bracketed-paste on"' });
  await shell.type('\x1b[200~echo one\necho two; true\necho three\x1b[201~');
  await shell.eventually(() => expect(shell.statuses()).toEqual([undefined, 0]));
  expect(shell.lines()).toEqual(['echo one', 'echo two; true\necho three']);
});

describe('bash-preexec', () => {
  // A stand-in with its interface: it calls the functions in the two lists, and says of itself that it was loaded.
  const standIn = `bash_preexec_imported=defined; preexec_functions=() precmd_functions=()
__si_armed=
__si_precmd() { local s=$? f; for f in "\${precmd_functions[@]}"; do (exit $s); "$f"; done; __si_armed=1; }
__si_preexec() { [[ $__si_armed && -z \${COMP_LINE-} && $BASH_COMMAND != __* ]] || return 0; __si_armed=
local line; line=$(HISTTIMEFORMAT= builtin history 1); for f in "\${preexec_functions[@]}"; do "$f" "\${line#*[0-9]  }"; done; }
PROMPT_COMMAND=__si_precmd
trap '__si_preexec "$_"' DEBUG`;

  check.each([
    ['before us', standIn, ''],
    ['after us', '', standIn],
  ])('loaded %s, calls us; no trap of ours is set', async (_, before, after) => {
    const shell = await openShell('bash', scope, { before, after });
    await shell.type('echo a', 'false', 'echo b | cat', 'trap -p DEBUG');
    await shell.eventually(() => expect(shell.statuses()).toEqual([0, 1, 0, 0]));
    expect(shell.lines()).toEqual(['echo a', 'false', 'echo b | cat', 'trap -p DEBUG']);
    expect(shell.output).toContain(`trap -- '__si_preexec "$_"' DEBUG`);
  });
});

describe('as an older bash takes it', () => {
  const lines = [
    'echo a',
    'false',
    ' echo b | cat',
    'cd /tmp; true',
    'echo a',
    'for i in 1 2; do echo $i; done',
    'f x',
  ];
  check.each(['3.2', '4.3', '4.4', '5.0'])('%s', async (asBash) => {
    const before = `set -u; f() { echo in f; }; PROMPT_COMMAND='echo "<P:$?>"'; trap 'echo "<D:$BASH_COMMAND>"' DEBUG`;
    const shell = await openShell('bash', scope, { asBash, before });
    await shell.type(...lines, '');
    await shell.eventually(() => expect(shell.statuses()).toEqual([0, 1, 0, 0, 0, 0, 0]));
    expect(shell.lines()).toEqual(lines);
    expect(shell.output).toContain('<P:1>');
    expect(shell.output).toContain('<D:echo $i>');
    expect(shell.output).not.toMatch(/unbound|not found|syntax/);
  });

  check('4.4 notices a line without a simple command at the next prompt, 4.3 not at all', async () => {
    for (const [asBash, expected] of [
      ['4.4', ['(echo a)', 'echo b']],
      ['4.3', ['echo b']],
    ] as const) {
      const shell = await openShell('bash', scope, { asBash });
      await shell.type('(echo a)', 'echo b');
      await shell.eventually(() => expect(shell.lines()).toEqual(expected));
    }
  });
});
