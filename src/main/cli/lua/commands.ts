import { type Command, InvalidArgumentError } from 'commander';
import { parseDuration } from '../../features/rules';
import type { CommandTools } from '../history-commands';
import { enableFiles, promoteFile, reloadFiles, rollBackFile } from './change';
import { evaluateCode, readAndEvaluate } from './evaluate';
import { printLogs, watchFiles } from './logs';
import { createFile } from './new';
import { printPage } from './page';
import { distrustProject, listProjects, type TrustFlags, trustProject } from './projects';
import { runCommand } from './run-command';
import { listFiles, printLuaStatus } from './state';
import { printVersions } from './versions';
import { printView } from './view';

interface Options {
  readonly home?: string;
  readonly json?: boolean;
}

const json = ['--json', 'print JSON'] as const;
const fileArgument = ['<file>', 'its module, the end of it, or its path'] as const;
const filesArgument = ['<file...>', 'modules, their ends, or paths'] as const;
const someFilesArgument = ['[file...]', 'modules, their ends, or paths'] as const;
const domainOption = ['--domain <name>', 'in this worker ("viberot lua status" lists them; default: trusted)'] as const;

/** Adds `viberot lua …`. */
export function addLuaCommands(program: Command, { command, finish, ...tools }: CommandTools): void {
  const lua = command(program, 'lua', 'change the app while it runs: Lua files, their tests, what they do')
    .enablePositionalOptions()
    .addHelpText('after', examples('new quiet_nights', 'check quiet_nights', 'test quiet_nights', 'reload', 'logs -f'));
  const invocation = (options: Options) => tools.invocation({ ...lua.opts(), ...options });
  const add = (name: string, description: string, ...lines: string[]) =>
    command(lua, name, description)
      .option(...json)
      .addHelpText('after', lines.length > 0 ? examples(...lines) : '');

  add('new', 'write a file and its spec to begin with, in improvements/', 'new quiet_nights')
    .argument('<name>', 'small letters, digits and _')
    .option('--user', 'in user/, with all permissions')
    .action(async (name: string, options: Options & { user?: boolean }) =>
      finish(await createFile(invocation(options), name, { user: options.user ?? false })),
    );
  add('check', 'whether files would be taken over, and what they would register; needs no hub', 'check ./draft.lua')
    .argument(...someFilesArgument)
    .action(async (files: string[], options: Options) =>
      finish(await (await rehearsals()).checkFiles(invocation(options), files)),
    );
  add('test', 'run specs (*_spec.lua) in the real runtime; needs no hub', 'test', 'test quiet_nights --only night')
    .argument(...someFilesArgument)
    .option('--only <text>', 'only tests whose name contains this')
    .option('--timeout <time>', 'of one test', parseSpan, 5_000)
    .action(async (files: string[], options: Options & { only?: string; timeout: number }) =>
      finish(
        await (await rehearsals()).testFiles(invocation(options), files, {
          only: options.only,
          timeoutMs: options.timeout,
        }),
      ),
    );
  add(
    'reload',
    'run what has changed, and wait until it is in force or refused; with names these in any case',
    'reload',
  )
    .argument(...someFilesArgument)
    .action(async (files: string[], options: Options) => finish(await reloadFiles(invocation(options), files)));
  add(
    'status',
    'workers, files that are not in force and why, what handlers cost; exit code 1 when a file failed',
  ).action(async (options: Options) => finish(await printLuaStatus(invocation(options))));
  add('list', 'the files, and what became of each').action(async (options: Options) =>
    finish(await listFiles(invocation(options))),
  );
  add(
    'logs',
    'what Lua logged, and errors of handlers (with --json an object per line)',
    'logs -f --module improvements.quiet_nights',
  )
    .option('--module <module>', 'only of this one')
    .option('--lines <n>', 'how many', parseCount, 50)
    .option('-f, --follow', 'go on with what it logs from now on')
    .action(async (options: Options & { module?: string; lines: number; follow?: boolean }) => {
      const { module, lines, follow = false } = options;
      finish(await printLogs(invocation(options), { module, lines, follow }));
    });
  add('watch', 'each file that comes into force or is refused from now on (with --json an object per line)').action(
    async (options: Options) => finish(await watchFiles(invocation(options))),
  );
  add('eval', 'run a piece of Lua in the hub, and print its results', "eval '#hub.agents()'", 'eval - < look.lua')
    .argument('<code>', 'the code ("-": standard input)')
    .option(...domainOption)
    .action(async (code: string, options: Options & { domain?: string }) =>
      finish(await evaluateCode(invocation(options), code, options.domain)),
    );
  add('repl', 'type Lua into the hub line by line')
    .option(...domainOption)
    .action(async (options: Options & { domain?: string }) =>
      finish(await readAndEvaluate(invocation(options), options.domain)),
    );
  add('run', 'run a command that Lua has registered')
    .argument('<name>', 'the command')
    .action(async (name: string, options: Options) => finish(await runCommand(invocation(options), name)));
  add('view', 'what a view of Lua shows now, as lines of text; without a name which views there are', 'view today')
    .argument('[name]', 'the view')
    .action(async (name: string | undefined, options: Options) => finish(await printView(invocation(options), name)));
  for (const [name, enabled, description] of [
    ['enable', true, 'run files again that were disabled'],
    ['disable', false, 'stop files: what they registered goes, until they are enabled'],
  ] as const)
    add(name, description)
      .argument(...filesArgument)
      .action(async (files: string[], options: Options) =>
        finish(await enableFiles(invocation(options), files, enabled)),
      );
  add('promote', 'move an improvement to user/, where it has all permissions; only a person may')
    .argument(...fileArgument)
    .action(async (file: string, options: Options) => finish(await promoteFile(invocation(options), file)));
  add('projects', 'folders that bring Lua of their own (.viberot/lua), and whether it is run').action(
    async (options: Options) => finish(await listProjects(invocation(options))),
  );
  add('trust', 'run the Lua of a project with all permissions, as its files are now; only a person may', 'trust ~/shop')
    .argument('[folder]', 'the project, or a folder in it', '.')
    .option('--show', 'print the texts that are new')
    .option('--yes', 'without being asked')
    .action(async (folder: string, options: Options & Partial<TrustFlags>) => {
      const { yes = false, show = false } = options;
      finish(await trustProject(invocation(options), folder, { yes, show }));
    });
  add('untrust', 'run nothing of a project any more, and ask no more')
    .argument('[folder]', 'the project', '.')
    .action(async (folder: string, options: Options) => finish(await distrustProject(invocation(options), folder)));
  add('versions', 'earlier texts of a file', 'versions quiet_nights', 'versions quiet_nights --show 3')
    .argument(...fileArgument)
    .option('--show <version>', 'print this one, by its number or name')
    .action(async (file: string, options: Options & { show?: string }) =>
      finish(await printVersions(invocation(options), file, options.show)),
    );
  add('rollback', 'go back to an earlier text of a file, by default the one before', 'rollback quiet_nights --to 3')
    .argument(...fileArgument)
    .option('--to <version>', 'to this one, by its number or name ("viberot lua versions" lists them)')
    .action(async (file: string, options: Options & { to?: string }) =>
      finish(await rollBackFile(invocation(options), file, options.to)),
    );
  command(lua, 'api', 'the whole API on one page, or the lines that contain a word; needs no hub')
    .argument('[word]', 'http, agent_created, …')
    .option(...json)
    .action(async (word: string | undefined, options: Options) => finish(await printPage(invocation(options), word)));
}

/** Loaded only when needed: the other commands start faster without the hub's parts. */
const rehearsals = () => import('./rehearse');

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ viberot lua ${line}`).join('\n')}`;
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('It is a number from 1 to 9999.');
  return Number(text);
}

function parseSpan(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('A time is written like "500ms" or "5s".');
  return ms;
}
