import { type Command, InvalidArgumentError, Option } from 'commander';
import { AgentStatus, AgentTool, agentStatuses, agentTools } from '../../../shared/vocabulary';
import { attachAgent, parseDetachKey, usualDetachKey } from '../attach';
import type { CommandTools } from '../history-commands';
import { printDiff } from './diff';
import { changeHooks, printHooks } from './hooks';
import { killAgents, killAllAgents, removeAgents, restartAgents } from './life';
import { listAgents, listProfiles } from './list';
import { listOrphans, removeOrphan } from './orphans';
import { printOutput } from './output';
import { sendText } from './send';
import { spawnAgent } from './spawn';
import { waitForAgents } from './wait';

interface Options {
  readonly home?: string;
  readonly json?: boolean;
}

interface SpawnFlags extends Options {
  readonly name?: string;
  readonly profile?: string;
  readonly cwd?: string;
  readonly worktree?: string;
  readonly base?: string;
  readonly group?: string;
  readonly notes?: string;
  readonly prompt?: string;
  readonly env?: Record<string, string>;
  readonly attach?: boolean;
}

const json = ['--json', 'print JSON'] as const;
const agentArgument = ['<agent>', 'its id, the beginning of it, or its name'] as const;
const agentsArgument = ['<agent...>', 'ids, their beginnings, or names'] as const;

/** Adds `viberot agents …`. */
export function addAgentCommands(program: Command, { command, finish, ...tools }: CommandTools): void {
  const agents = command(program, 'agents', 'coding agents, shells and other commands in terminals that go on')
    .enablePositionalOptions()
    .addHelpText(
      'after',
      examples('list', 'spawn --name tests -- npm test', 'attach tests', 'wait tests --timeout 600'),
    );
  const invocation = (options: Options) => tools.invocation({ ...agents.opts(), ...options });
  const add = (name: string, description: string, ...lines: string[]) =>
    command(agents, name, description)
      .option(...json)
      .addHelpText('after', examples(...lines));

  add('list', 'the agents, what they do, and the last they said; "!" marks those that want you').action(
    async (options: Options) => finish(await listAgents(invocation(options))),
  );

  add(
    'spawn',
    'start an agent, and print its id and pid',
    'spawn',
    'spawn --profile claude --worktree fix-login --prompt "Fix the login"',
    'spawn --name build --cwd ~/app --env CI=1 -- npm run build',
    'spawn --name review --attach -- codex "Review the last commit"',
  )
    .argument('[command...]', 'the command, after -- (default: that of the profile; without one your shell)')
    .option('--name <name>', 'what to call it')
    .option('--profile <id>', 'start it as this profile says ("viberot agents profiles" lists them)')
    .option('--cwd <dir>', 'the folder that it starts in (default: this one)')
    .option('--worktree <branch>', 'make a git worktree for it, with this branch')
    .option('--base <ref>', 'what a new branch begins with (default: what is checked out)')
    .option('--group <name>', 'put it into this group')
    .option('--notes <text>', 'what you want to remember about it')
    .option('--prompt <text>', 'type this into it once it is ready ("-": standard input)')
    .option('--env <name=value>', 'set a variable; may be repeated', collectVariables)
    .option('--attach', 'show it on this terminal at once')
    .addOption(detachKeyOption())
    .action(async (argv: string[], flags: SpawnFlags & { detachKey: typeof usualDetachKey }, self: Command) => {
      const { name, profile, cwd, worktree, base, group, notes, env, attach } = flags;
      if (base !== undefined && worktree === undefined) usage(self, '--base needs --worktree <branch>');
      const call = invocation(flags);
      const prompt = flags.prompt === '-' ? await call.host.readInput() : flags.prompt;
      const request = {
        ...given({ name, profile, cwd, group, notes, env, prompt }),
        ...(argv.length > 0 && { command: argv }),
        ...(worktree !== undefined && { worktree: { branch: worktree, ...given({ base }) } }),
      };
      finish(await spawnAgent(call, { request, attach: attach ? { detachKey: flags.detachKey } : undefined }));
    });

  command(agents, 'attach', 'show an agent on this terminal, and type into it')
    .argument(...agentArgument)
    .addOption(detachKeyOption())
    .addHelpText('after', examples('attach k3f9', 'attach tests --detach-key ctrl-]'))
    .action(async (agent: string, options: Options & { detachKey: typeof usualDetachKey }) =>
      finish(await attachAgent(invocation(options), agent, options)),
    );

  add(
    'send',
    'type a text into agents, and Enter after it',
    'send tests "run them again"',
    'send k3f9 m2x1 "stop after this step"',
    'git diff | viberot agents send review -',
    'send --group backend "commit what you have"',
  )
    .argument('<agent-or-text...>', 'the agents, then the text ("-": standard input)')
    .option('--group <name>', 'all agents of this group that run')
    .option('--no-enter', 'only type it')
    .action(async (words: string[], options: Options & { group?: string; enter: boolean }, self: Command) => {
      const { group, enter } = options;
      const ids = words.slice(0, -1);
      if (ids.length === 0 && group === undefined) usage(self, 'give an agent, and the text in quotes');
      const call = invocation(options);
      const last = words.at(-1) ?? '';
      const text = last === '-' ? await call.host.readInput() : last;
      finish(await sendText(call, { ids, group, text, enter }));
    });

  add('output', 'the last lines of an agent’s terminal', 'output tests --lines 200', 'output k3f9 --follow')
    .argument(...agentArgument)
    .option('--lines <n>', 'how many', readCount, 100)
    .option('--ansi', 'with colours')
    .option('-f, --follow', 'go on line by line with what it writes, until it exits')
    .action(
      async (agent: string, options: Options & { lines: number; ansi?: boolean; follow?: boolean }, self: Command) => {
        const { lines, ansi = false, follow = false } = options;
        if (ansi && follow) usage(self, '--follow prints plain lines; "viberot agents attach" shows colours');
        finish(await printOutput(invocation(options), agent, { lines, ansi, follow }));
      },
    );

  add(
    'wait',
    'wait until agents have done something; exit code 124 when the time was over',
    'wait tests --status exited --timeout 600',
    'wait k3f9 m2x1 --status finished,failed,needs-input',
  )
    .argument(...agentsArgument)
    .addOption(
      new Option('--status <list>', `one of these: ${agentStatuses.join(', ')}; "idle" is a finished one, too`)
        .default(usualStatuses, usualStatuses.join(','))
        .argParser(readStatuses),
    )
    .option('--timeout <seconds>', 'how long at most', readSeconds)
    .action(async (asked: string[], options: Options & { status: AgentStatus[]; timeout?: number }) => {
      const { status, timeout } = options;
      finish(await waitForAgents(invocation(options), asked, { statuses: status, timeoutMs: timeout }));
    });

  add('restart', 'start agents again in the same folder; one that runs is ended first', 'restart k3f9 --resume')
    .argument(...agentsArgument)
    .option('--resume', 'take up its session, where the tool can')
    .action(async (asked: string[], options: Options & { resume?: boolean }) =>
      finish(await restartAgents(invocation(options), asked, options.resume ?? false)),
    );

  add('kill', 'end agents with all their processes; they stay in the list', 'kill tests', 'kill --all')
    .argument('[agent...]', 'ids, their beginnings, or names')
    .option('--all', 'all that run')
    .action(async (asked: string[], options: Options & { all?: boolean }, self: Command) => {
      if ((asked.length === 0) === !options.all) usage(self, 'give agents, or --all');
      finish(await (options.all ? killAllAgents(invocation(options)) : killAgents(invocation(options), asked)));
    });

  add('remove', 'forget agents; one that runs is ended first', 'remove tests', 'remove k3f9 --worktree')
    .argument(...agentsArgument)
    .option('--worktree', 'remove its worktree as well')
    .option('--force', 'also when files in it are not committed: they are lost')
    .action(async (asked: string[], options: Options & { worktree?: boolean; force?: boolean }) => {
      const { worktree = false, force = false } = options;
      finish(await removeAgents(invocation(options), asked, { worktree, force }));
    });

  add('profiles', 'how agents can be started: from config.toml, found on your PATH, your shell').action(
    async (options: Options) => finish(await listProfiles(invocation(options))),
  );

  add('diff', 'what an agent has changed in its folder', 'diff k3f9', 'diff k3f9 --stat')
    .argument(...agentArgument)
    .option('--stat', 'only the files')
    .action(async (agent: string, options: Options & { stat?: boolean }) =>
      finish(await printDiff(invocation(options), agent, options.stat ?? false)),
    );

  add('orphans', 'worktrees that no agent uses any more', 'orphans', 'orphans --remove ~/.viberot/worktrees/app/fix')
    .option('--remove <path>', 'remove this one')
    .option('--force', 'also when files in it are not committed: they are lost')
    .action(async (options: Options & { remove?: string; force?: boolean }) => {
      const { remove, force = false } = options;
      const call = invocation(options);
      finish(await (remove === undefined ? listOrphans(call) : removeOrphan(call, remove, force)));
    });

  add('hooks', 'let tools report by their hooks what they do', 'hooks', 'hooks on claude', 'hooks off claude')
    .argument('[change]', 'on or off (default: tell which do)', readSwitch)
    .argument('[tool]', agentTools.join(', '), readTool)
    .action(async (on: boolean | undefined, tool: AgentTool | undefined, options: Options, self: Command) => {
      const call = invocation(options);
      if (on === undefined) return finish(await printHooks(call));
      if (tool === undefined) usage(self, `give a tool: ${agentTools.join(', ')}`);
      finish(await changeHooks(call, tool, on));
    });
}

const usualStatuses: AgentStatus[] = ['finished', 'failed', 'needs-input', 'exited'];

function examples(...lines: string[]): string {
  if (lines.length === 0) return '';
  const commands = lines.map((line) => (line.includes('viberot') ? line : `viberot agents ${line}`));
  return `\nExamples:\n${commands.map((line) => `  ${line}`).join('\n')}`;
}

function detachKeyOption(): Option {
  return new Option('--detach-key <key>', 'leave the agent by this key; it goes on')
    .default(usualDetachKey, 'ctrl-\\')
    .argParser(readDetachKey);
}

function usage(command: Command, message: string): never {
  command.error(`error: ${message}`, { exitCode: 2 });
}

/** Without what was not given. */
function given<T extends Record<string, unknown>>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function collectVariables(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, name, value = ''] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(text) ?? [];
  if (name === undefined) throw new InvalidArgumentError('A variable is written NAME=value.');
  return { ...before, [name]: value };
}

function readDetachKey(text: string) {
  const key = parseDetachKey(text);
  if (key.ok) return key.value;
  throw new InvalidArgumentError(key.message);
}

function readCount(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new InvalidArgumentError('It is a number from 1 to 99999.');
  return Number(text);
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || seconds <= 0) throw new InvalidArgumentError('It is a number of seconds.');
  return seconds * 1_000;
}

/** What the list calls idle has the status of those that finished. */
function readStatuses(text: string): AgentStatus[] {
  return text.split(',').map((name) => {
    const status = AgentStatus.safeParse(name.trim().replace(/^idle$/, 'finished'));
    if (status.success) return status.data;
    throw new InvalidArgumentError(`"${name}" is none of ${agentStatuses.join(', ')}.`);
  });
}

function readSwitch(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new InvalidArgumentError('It is "on" or "off".');
}

function readTool(text: string): AgentTool {
  const tool = AgentTool.safeParse(text);
  if (tool.success) return tool.data;
  throw new InvalidArgumentError(`"${text}" is none of ${agentTools.join(', ')}.`);
}
