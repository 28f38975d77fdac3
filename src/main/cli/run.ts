import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { messageOf } from '../../shared/result';
import { parseDuration } from '../features/rules';
import { addAgentCommands } from './agents';
import { printEvents } from './events';
import { addHistoryCommands } from './history-commands';
import type { CliHost } from './host';
import { addLuaCommands } from './lua';
import { addMcpCommand } from './mcp';
import { openApp } from './open';
import { printLines } from './print';
import { disableProbe, enableProbe, printProbe } from './probe';
import { checkRules, printSchema, type SampleOptions, testRules } from './rules';
import { addRuleCommands } from './rules-commands';
import { runRule } from './rules-run';
import { changeShells, printShells } from './shell';
import { printStatus } from './status';
import { addTuiCommand } from './tui';

/** What every command is given. */
export interface Invocation {
  readonly host: CliHost;
  readonly home: string | undefined;
  readonly json: boolean;
}

interface TestOptions extends Omit<SampleOptions, 'durationMs'> {
  readonly home?: string;
  readonly json?: boolean;
  readonly duration?: number;
}

const usageError = 2;

/**
 * Runs one `viberot` command.
 * @returns the exit code: 0 done, 1 failed, 2 wrong usage
 */
export async function runCli(argv: readonly string[], host: CliHost): Promise<number> {
  let code = 0;
  const program = buildProgram(host, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageError;
    await printLines(host.error, messageOf(error));
    return 1;
  }
}

function buildProgram(host: CliHost, finish: (code: number) => void): Command {
  const pendingOutput = (write: (line: string) => Promise<void>) => (text: string) =>
    void write(text.replace(/\n$/, ''));
  const program = new Command('viberot')
    .description('Sees every command on your machine start and end, and reacts to it by rules.')
    .version(host.version)
    .option('--home <dir>', 'directory of configuration and logs (default: $VIBEROT_HOME, else ~/.viberot)', parseHome)
    .exitOverride()
    .configureOutput({ writeOut: pendingOutput(host.out), writeErr: pendingOutput(host.error) })
    .showHelpAfterError('(viberot --help shows what there is)')
    .enablePositionalOptions();

  // --home is also taken after the command, where people put it.
  const command = (parent: Command, name: string, description: string) =>
    parent
      .command(name)
      .description(description)
      .option('--home <dir>', 'directory of configuration and logs', parseHome)
      .exitOverride();
  const invocation = (options: { home?: string; json?: boolean }): Invocation => ({
    host,
    home: options.home ?? program.opts<{ home?: string }>().home,
    json: options.json ?? false,
  });
  const json = ['--json', 'print JSON'] as const;

  command(program, 'serve', 'watch, and serve the app for a browser on this machine')
    .option('--port <n>', 'port on 127.0.0.1 (0: any free one)', parsePort, 0)
    .option('--no-open', 'do not open a browser')
    .action(async (options: { home?: string; port: number; open: boolean }) => {
      const home = host.locateHome(invocation(options).home);
      finish(await host.serve({ home, port: options.port, open: options.open }));
    });

  command(program, 'open', 'show the running app: its window, or its page in a browser')
    .option('--no-open', 'only print the address')
    .option(...json)
    .action(async (options: { home?: string; json?: boolean; open: boolean }) =>
      finish(await openApp(invocation(options), options.open)),
    );

  command(program, 'status', 'how the hub is: what it watches with, rules, problems, paths')
    .option(...json)
    .action(async (options: { home?: string; json?: boolean }) => finish(await printStatus(invocation(options))));

  command(program, 'events', 'what happened: processes, rules that matched, actions')
    .option('--json', 'print one JSON object per line (NDJSON)')
    .option('-f, --follow', 'go on with what happens from now on')
    .action(async (options: { home?: string; json?: boolean; follow?: boolean }) =>
      finish(await printEvents(invocation(options), options.follow ?? false)),
    );

  addAgentCommands(program, { command, invocation, finish });
  addLuaCommands(program, { command, invocation, finish });
  addMcpCommand(program, { command, invocation, finish });
  addTuiCommand(program, { command, invocation, finish });

  const rules = command(program, 'rules', 'list, change, check and test rules').enablePositionalOptions();
  command(rules, 'check', 'check a configuration file (default: config.toml of the home directory)')
    .argument('[file]', 'the file to check')
    .option(...json)
    .action(async (file: string | undefined, options: { home?: string; json?: boolean }) =>
      finish(await checkRules(invocation({ ...rules.opts(), ...options }), file)),
    );
  command(rules, 'test', 'which rules match a command line, and why the others do not')
    .argument('<command...>', 'the command line, after --')
    .option('--config <file>', 'use the rules of this file')
    .option('--cwd <dir>', 'the folder that it starts in')
    .option('--user <name>', 'the user that it belongs to')
    .option('--parent <command>', 'the command line of its parent')
    .option('--agent <name>', 'the coding agent that it comes from ("" for none)')
    .option('--exit-code <n>', 'the code that it ends with', parseExitCode)
    .option('--duration <time>', 'how long it runs, such as 500ms or 2m', parseSpan)
    .option(...json)
    .action(async (argv: string[], { home, json, duration, ...sample }: TestOptions) => {
      const asked = { ...rules.opts(), ...(home !== undefined && { home }), ...(json !== undefined && { json }) };
      const known = { ...sample, ...(duration !== undefined && { durationMs: duration }) };
      finish(await testRules(invocation(asked), argv, known));
    });
  command(rules, 'schema', 'print the JSON Schema of config.toml, for editors')
    .option(...json)
    .action(async (options: { home?: string; json?: boolean }) =>
      finish(await printSchema(invocation({ ...rules.opts(), ...options }))),
    );

  command(rules, 'run', 'do the actions of a rule now, for a made-up command, and print what they print')
    .argument('<id>', 'the rule')
    .argument('[command...]', 'the made-up command, after -- (default: what the rule’s first pattern may mean)')
    .addOption(new Option('--lasts <time>', 'how long it runs, at most 60s').default(2_000, '2s').argParser(parseSpan))
    .option(...json)
    .action(async (id: string, argv: string[], options: { home?: string; json?: boolean; lasts: number }) =>
      finish(await runRule(invocation({ ...rules.opts(), ...options }), id, { argv, lastsMs: options.lasts })),
    );

  addRuleCommands(rules, { command, invocation, finish });
  addHistoryCommands(program, rules, { command, invocation, finish });

  const probe = command(program, 'probe', 'full capture: every command with its arguments').enablePositionalOptions();
  command(probe, 'enable', 'install the helper with the capabilities for it; asks for your password')
    .option('--all-users', 'report the processes of other users as well')
    .option(...json)
    .action(async (options: { home?: string; json?: boolean; allUsers?: boolean }) =>
      finish(await enableProbe(invocation({ ...probe.opts(), ...options }), options.allUsers ?? false)),
    );
  command(probe, 'disable', 'remove it again; asks for your password')
    .option(...json)
    .action(async (options: { home?: string; json?: boolean }) =>
      finish(await disableProbe(invocation({ ...probe.opts(), ...options }))),
    );
  command(probe, 'status', 'whether full capture is on, and why not')
    .option(...json)
    .action(async (options: { home?: string; json?: boolean }) =>
      finish(await printProbe(invocation({ ...probe.opts(), ...options }))),
    );

  const shell = command(program, 'shell', 'what is typed into bash and zsh').enablePositionalOptions();
  const kind = ['[shell]', 'bash or zsh (default: all that are on this machine)'] as const;
  command(shell, 'install', 'let new shells report what is typed, by a block in their file of settings')
    .argument(...kind)
    .option(...json)
    .action(async (name: string | undefined, options: { home?: string; json?: boolean }) =>
      finish(await changeShells(invocation({ ...shell.opts(), ...options }), 'install', name)),
    );
  command(shell, 'uninstall', 'take it out again; the file is then as it was before')
    .argument(...kind)
    .option(...json)
    .action(async (name: string | undefined, options: { home?: string; json?: boolean }) =>
      finish(await changeShells(invocation({ ...shell.opts(), ...options }), 'uninstall', name)),
    );
  command(shell, 'status', 'which shells report')
    .argument(...kind)
    .option(...json)
    .action(async (name: string | undefined, options: { home?: string; json?: boolean }) =>
      finish(await printShells(invocation({ ...shell.opts(), ...options }), name)),
    );
  return program;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

function parseExitCode(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new InvalidArgumentError('An exit code is a whole number.');
  return Number(text);
}

function parseSpan(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('A duration is written like "500ms", "2s", "5m" or "1h".');
  return ms;
}

function parseHome(text: string): string {
  if (text === '') throw new InvalidArgumentError('A home is a directory, not an empty name.');
  return text;
}
