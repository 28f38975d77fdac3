import type { Command } from 'commander';
import type { ActionDraft, RuleDraft } from '../../shared/vocabulary';
import type { CommandTools } from './history-commands';
import { type actionFlags, actionsOf } from './rule-settings';
import { addRule, addToml, changeRules, editKeys, editSource } from './rules-edit';
import { listRules } from './rules-list';

interface Options {
  readonly home?: string;
  readonly json?: boolean;
}

interface AddOptions extends Options, Partial<Record<keyof typeof actionFlags, string>> {
  readonly command?: string[];
  readonly toml?: string;
  readonly id?: string;
  readonly name?: string;
  readonly arg?: string[];
  readonly shell?: boolean;
  readonly after?: string;
  readonly set?: string[];
}

const json = ['--json', 'print JSON'] as const;
const collect = (value: string, before: string[] = []) => [...before, value];

/** Adds the commands that list and change rules to `viberot rules`. */
export function addRuleCommands(rules: Command, { command, finish, ...tools }: CommandTools): void {
  const invocation = (options: Options) => tools.invocation({ ...rules.opts(), ...options });
  const one = (name: string, description: string) =>
    command(rules, name, description)
      .argument('<id>', 'the rule')
      .option(...json);
  const several = (name: string, description: string) =>
    command(rules, name, description)
      .argument('<id...>', 'the rules')
      .option(...json);

  command(rules, 'list', 'the rules, and how often each matched')
    .option(...json)
    .action(async (options: Options) => finish(await listRules(invocation(options))));

  command(rules, 'add', 'add a rule: a command and what to do, or a rule in TOML')
    .option('--command <pattern...>', 'the command lines that it is for')
    .option('--exec <program>', 'run this program')
    .option('--arg <text>', 'an argument of the program; may be repeated', collect)
    .option('--shell', 'the program is a command line of the shell')
    .option('--notify <text>', 'show a notification')
    .option('--overlay <what>', 'show "progress", an address or a page above all windows')
    .option('--sound <name>', 'play a sound')
    .option('--log <text>', 'write a line into the log')
    .option('--webhook <url>', 'send it as JSON by POST')
    .option('--lua <code>', 'run this Lua (viberot.command, viberot.log(…), …)')
    .option('--id <id>', 'what to call it in commands and files (default: made from the command)')
    .option('--name <name>', 'what to call it in the window')
    .option('--set <key=value>', 'any other key: on=failure, cooldown=5s, action.timeout=1m; may be repeated', collect)
    .option('--after <id>', 'put it behind this rule (default: at the end)')
    .option('--toml <file>', 'add the rules of this file as they are written ("-": standard input)')
    .option(...json)
    .action(async (options: AddOptions, self: Command) => {
      if (options.toml !== undefined) return finish(await addToml(invocation(options), options.toml));
      const rule = draftOf(options);
      if (rule.command.length === 0 || rule.action.length === 0)
        self.error('error: say which commands it is for (--command), and what to do (--exec, --notify, …)', {
          exitCode: 2,
        });
      finish(await addRule(invocation(options), rule, { set: options.set ?? [], unset: [], after: options.after }));
    });

  one('edit', 'change keys of a rule, or edit it in $EDITOR')
    .option('--set <key=value>', 'give a key a value, as TOML or a plain text; may be repeated', collect)
    .option('--unset <key>', 'take a key away; may be repeated', collect)
    .action(async (id: string, options: Options & { set?: string[]; unset?: string[] }) => {
      const { set = [], unset = [] } = options;
      if (set.length + unset.length === 0) finish(await editSource(invocation(options), id));
      else finish(await editKeys(invocation(options), id, { set, unset }));
    });

  for (const [name, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    several(name, `switch rules ${enabled ? 'on' : 'off'}`).action(async (ids: string[], options: Options) => {
      const changes = ids.map((id) => ({ do: 'enable' as const, id, enabled }));
      finish(await changeRules(invocation(options), `${name}d`, changes));
    });
  }
  several('remove', 'remove rules, with the comments above them').action(async (ids: string[], options: Options) =>
    finish(
      await changeRules(
        invocation(options),
        'removed',
        ids.map((id) => ({ do: 'remove', id })),
      ),
    ),
  );
  one('duplicate', 'add a copy behind a rule').action(async (id: string, options: Options) =>
    finish(await changeRules(invocation(options), 'added', [{ do: 'duplicate', id }])),
  );
  one('move', 'move a rule to the end, or before another one')
    .option('--before <id>', 'before this rule')
    .action(async (id: string, { before, ...options }: Options & { before?: string }) =>
      finish(
        await changeRules(invocation(options), 'moved', [{ do: 'move', id, ...(before !== undefined && { before }) }]),
      ),
    );
}

function draftOf({ command = [], id, name, arg = [], shell, ...flags }: AddOptions): RuleDraft {
  const exec: Partial<ActionDraft> = { ...(arg.length > 0 && { args: arg }), ...(shell && { shell }) };
  return {
    ...(id !== undefined && { id }),
    ...(name !== undefined && { name }),
    command,
    action: actionsOf(flags).map((action) => (action.type === 'exec' ? { ...action, ...exec } : action)),
  };
}
