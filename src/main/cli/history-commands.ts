import { type Command, InvalidArgumentError, Option } from 'commander';
import { HistoryFilter } from '../../shared/contract';
import { parseDuration } from '../features/rules';
import {
  clearHistory,
  exportHistory,
  listFirings,
  listHistory,
  printHistoryStats,
  printHistoryStatus,
  printTimeline,
} from './history';
import type { Invocation } from './run';

/** How commands are added: with --home, and with what they are given. */
export interface CommandTools {
  command(parent: Command, name: string, description: string): Command;
  invocation(options: { home?: string; json?: boolean }): Invocation;
  finish(code: number): void;
}

interface FilterOptions {
  readonly home?: string;
  readonly json?: boolean;
  readonly search?: string;
  readonly since?: number;
  readonly until?: number;
  readonly outcome: 'any' | 'ok' | 'failed';
  readonly rule?: string;
  readonly agent?: string;
  readonly program?: string;
  readonly command?: string;
  readonly longerThan?: number;
}

const json = ['--json', 'print JSON'] as const;
const dayMs = 86_400_000;
const usualLimit = 50;

/** Adds `viberot history …` and `viberot rules history`. */
export function addHistoryCommands(program: Command, rules: Command, tools: CommandTools): void {
  const { command, finish } = tools;
  const history = command(program, 'history', 'what ran: commands, figures, what rules did').enablePositionalOptions();
  const invocation = (options: { home?: string; json?: boolean }) =>
    tools.invocation({ ...history.opts(), ...options });
  const filtered = (name: string, description: string) => withFilter(command(history, name, description));

  filtered('list', 'commands, the newest first (with --json an object per line)')
    .option('--limit <n>', 'at most so many', parseCount, usualLimit)
    .action(async (options: FilterOptions & { limit: number }) =>
      finish(await listHistory(invocation(options), filterOf(options), options.limit)),
    );
  filtered('stats', 'how often commands ran, how often they failed, how long they took')
    .addOption(new Option('--by <what>', 'gather by').choices(['command', 'program']).default('command'))
    .addOption(
      new Option('--sort <figure>', 'the largest first of')
        .choices(['runs', 'failures', 'median', 'p95', 'total', 'last'])
        .default('runs'),
    )
    .option('--limit <n>', 'at most so many', parseCount, usualLimit)
    .action(async (options: FilterOptions & Omit<Parameters<typeof printHistoryStats>[1], 'filter'>) => {
      const { by, sort, limit } = options;
      finish(await printHistoryStats(invocation(options), { filter: filterOf(options), by, sort, limit }));
    });
  filtered('timeline', 'how many commands started when (by default in the last 24 hours)')
    .option('--parts <n>', 'in how many parts', parseCount, 24)
    .action(async (options: FilterOptions & { parts: number }) => {
      const { since = Date.now() - dayMs, until = Date.now(), parts } = options;
      const span = { from: since, to: until, buckets: Math.min(parts, 500) };
      finish(await printTimeline(invocation(options), { filter: filterOf(options), ...span }));
    });
  command(history, 'firings', 'what rules did, the newest first (with --json an object per line)')
    .option('--rule <id>', 'only of this rule')
    .option('--limit <n>', 'at most so many', parseCount, usualLimit)
    .option(...json)
    .action(async (options: { home?: string; json?: boolean; rule?: string; limit: number }) =>
      finish(await listFirings(invocation(options), options.rule, options.limit)),
    );
  filtered('export', 'all of it as text')
    .addOption(
      new Option('--format <format>', 'CSV with a head, or JSON, an object per line')
        .choices(['csv', 'json'])
        .default('csv'),
    )
    .addOption(new Option('--what <what>', 'what to export').choices(['commands', 'firings']).default('commands'))
    .option('--output <file>', 'write to this file (default: print)')
    .action(
      async (options: FilterOptions & { format: 'csv' | 'json'; what: 'commands' | 'firings'; output?: string }) => {
        const { format, what, output } = options;
        finish(await exportHistory(invocation(options), { what, format, filter: filterOf(options) }, output));
      },
    );
  command(history, 'status', 'how much is stored, and where')
    .option(...json)
    .action(async (options: { home?: string; json?: boolean }) =>
      finish(await printHistoryStatus(invocation(options))),
    );
  command(history, 'clear', 'forget everything, or what is old')
    .option('--before <time>', 'only what started earlier: "7d" ago, or a date', parseTime)
    .option('--yes', 'yes, forget it')
    .option(...json)
    .action(async (options: { home?: string; json?: boolean; before?: number; yes?: boolean }) =>
      finish(await clearHistory(invocation(options), { before: options.before, yes: options.yes ?? false })),
    );

  command(rules, 'history', 'what rules did, the newest first (with --json an object per line)')
    .argument('[id]', 'only this rule')
    .option('--limit <n>', 'at most so many', parseCount, usualLimit)
    .option(...json)
    .action(async (id: string | undefined, options: { home?: string; json?: boolean; limit: number }) =>
      finish(await listFirings(tools.invocation({ ...rules.opts(), ...options }), id, options.limit)),
    );
}

function withFilter(command: Command): Command {
  return command
    .option('--search <words>', 'the command, its folder or its agent contains them all')
    .option('--since <time>', 'started since then: "24h" ago, or a date', parseTime)
    .option('--until <time>', 'started before then', parseTime)
    .addOption(new Option('--outcome <outcome>', 'how it ended').choices(['any', 'ok', 'failed']).default('any'))
    .option('--rule <id>', 'a rule matched it ("*": any)')
    .option('--agent <name>', 'it comes from this coding agent ("*": any)')
    .option('--program <name>', 'it is this program')
    .option('--command <line>', 'it is exactly this command line')
    .option('--longer-than <time>', 'it took at least so long', parseSpan)
    .option(...json);
}

function filterOf({ search, since, until, outcome, rule, agent, program, command, longerThan }: FilterOptions) {
  return HistoryFilter.parse({
    ...{ search, from: since, to: until, outcome, ruleId: rule, agent, program, command, minDurationMs: longerThan },
  });
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is a number from 1 up.');
  return Number(text);
}

function parseSpan(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined) throw new InvalidArgumentError('A time is written like "500ms", "2s", "5m", "24h" or "7d".');
  return ms;
}

/** A moment: so long ago, or a date as ISO 8601 has it. */
function parseTime(text: string): number {
  const ago = parseDuration(text);
  if (ago !== undefined) return Date.now() - ago;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('A time is "24h" or "7d" ago, or a date such as 2025-11-21.');
  return at;
}
