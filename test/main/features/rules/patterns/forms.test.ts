import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formsOf } from '../../../../../src/main/features/rules/patterns/forms';

/** Arguments parted by single spaces; "_" stands for a space inside one. */
function words(line: string): string[] {
  return line.split(' ').map((word) => word.replaceAll('_', ' '));
}

function form(name: string, line: string): string | undefined {
  return formsOf(words(line)).find((found) => found.form === name)?.text;
}

test('a command line is first matched as it is', () => {
  expect(formsOf(['git', 'commit', '-m', 'a  b'])).toEqual([{ form: 'line', text: 'git commit -m a  b' }]);
});

test('forms that do not differ are not repeated', () => {
  expect(formsOf(['./sleep', '5']).map(({ form }) => form)).toEqual(['line', 'program']);
  expect(formsOf(['node', '/x/a.js']).map(({ form }) => form)).toEqual(['line', 'script']);
  expect(formsOf([])).toEqual([]);
  expect(formsOf([''])).toEqual([{ form: 'line', text: '' }]);
});

describe('the program is known without its folder', () => {
  test.each([
    ['/usr/bin/sleep 5', 'sleep 5'],
    ['-bash', 'bash'],
    ['-/bin/zsh -l', 'zsh -l'],
    ['C:\\Tools\\git.EXE status', 'git status'],
    ['C:/Tools/node.exe', 'node'],
    ['/opt/My_App/bin/run x', 'run x'],
    ['/a/.exe', '.exe'],
    ['/usr/bin/', undefined],
    ['-', undefined],
    ['sleep 5', undefined],
  ])('%s → %s', (line, program) => expect(form('program', line)).toBe(program));
});

describe('a script is known without its interpreter', () => {
  test.each([
    ['node /opt/npm/bin/npm-cli.js install', 'npm install'],
    ['/usr/bin/node /usr/lib/node_modules/npm/bin/npx-cli.js tsc', 'npx tsc'],
    ['node /usr/share/yarn/yarn.js add x', 'yarn add x'],
    ['node /home/me/pnpm.cjs i', 'pnpm i'],
    ['nodejs a.mjs', 'a'],
    ['node20 --import tsx --max-old-space-size=4096 -r ./x.js --enable-source-maps src/main.ts -e', 'main -e'],
    ['node --inspect -- -odd.js 1', '-odd 1'],
    ['node .js', '.js'],
    ['C:\\node\\node.exe C:\\npm\\npm-cli.js ci', 'npm ci'],
    ['python3 /usr/bin/black .', 'black .'],
    ['python3.12 -u -W ignore -X dev tool.py --all', 'tool --all'],
    ['python -Wignore -IX dev tool.py', 'tool'],
    ['python -m pytest tests', 'pytest tests'],
    ['python3 -Im http.server 8000', 'http.server 8000'],
    ['python -mpip install x', 'pip install x'],
    ['ruby -I lib -rset -W0 /gems/bin/rake.rb test', 'rake test'],
    ['perl -MData::Dumper -w -I lib script.pl a', 'script a'],
    ['php -d memory_limit=1G -f artisan.php migrate', 'artisan migrate'],
    ['php8.3 /usr/bin/composer install', 'composer install'],
    ['lua5.4 -l mod game.lua', 'game'],
    ['bash /usr/local/bin/deploy.sh prod', 'deploy prod'],
    ['sh -eu -o pipefail ./build.sh', 'build'],
    ['bash -euo pipefail --rcfile x +x run.sh', 'run'],
    ['-zsh -o pipefail x.sh', 'x'],
    ['fish -C date_-u go.sh', 'go'],
    ['bun run --watch server.ts', 'server'],
    ['bun ./cli.ts x', 'cli x'],
    ['deno run -A --config deno.json tool.ts x', 'tool x'],
    ['/usr/bin/env npm install', 'npm install'],
    ['env -i -u HOME A=1 B=2 /usr/bin/make all', 'make all'],
    ['env -S node_--no-warnings_-r_x tool.mjs a', 'tool a'],
    ['/usr/bin/env -Snode_--no-warnings tool.mjs a', 'tool a'],
    ['env --split-string=A=1_node tool.mjs', 'tool'],
    ['env env A=1 python3 -m venv .x', 'venv .x'],
    ['env bash -c ls_-l', 'bash -c ls -l'],
  ])('%s → %s', (line, script) => expect(form('script', line)).toBe(script));
});

describe('there is no script form without a script', () => {
  test.each([
    ...[
      'node',
      'node -e 1+1 x.js',
      'node -pe 1',
      'node --eval 1',
      'node --eval=1',
      'node -',
      'node -r x',
      'node --run build',
    ],
    ...['python -c print()', 'python -Ic x', 'python -m', 'python3 -', 'perl -lane print', 'perl -pi.bak'],
    ...['ruby -e 1', 'php -r 1', 'php -S localhost:80', 'lua -e 1', 'bash', 'bash -c ls', 'bash -lc ls', 'sh -s x.sh'],
    ...['fish --command=ls', 'bun install', 'bun run build', 'deno eval 1', 'deno fmt a.ts', 'deno run', 'sleep x.js'],
    ...['env', 'env -i A=1', 'env -S', 'env -u X'],
  ])('%s', (line) => expect(form('script', line)).toBeUndefined());
});

test('any arguments have forms, all different, the line first', () => {
  const word = fc.oneof(
    fc.constantFrom('node', 'env', 'python3', 'bash', '-m', '-S', '-c', '--', '-', '', 'A=1', 'bun', 'run', '/a/b.js'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (argv) => {
      const forms = formsOf(argv);
      expect(forms[0]).toEqual({ form: 'line', text: argv.join(' ') });
      expect(new Set(forms.map(({ text }) => text)).size).toBe(forms.length);
    }),
    { numRuns: 5000 },
  );
});

test('hostile command lines are given up on, not copied over and over', () => {
  const many = Array.from({ length: 100_000 }, () => '-S-i');
  expect(formsOf(['env', ...many])).toHaveLength(1);
  expect(formsOf(['1'.repeat(100_000).concat('x'), 'a'])).toHaveLength(1);
  expect(formsOf(Array.from({ length: 100_000 }, () => 'env'))).toHaveLength(1);
});
