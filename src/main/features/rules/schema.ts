import { z } from 'zod';
import { compileGlob } from './glob';
import { quote } from './quote';

/** The messages follow the key that they are about: "command must be a text …", "path is missing …". */
function expects(what: string, example: string, found = nameOf) {
  return {
    error: ({ input }: { input?: unknown }) =>
      input === undefined ? `is missing; add ${example}` : `must be ${what}, found ${found(input)}`,
  };
}

function nameOf(value: unknown): string {
  if (typeof value === 'string') return 'a text';
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return 'a list';
  return value instanceof Date ? 'a date' : 'a table';
}

function asWritten(value: unknown): string {
  return typeof value === 'string' ? quote(value) : nameOf(value);
}

// Operating systems end texts at this character.
const withoutNull = (text: string) => !text.includes('\0');

function text(example: string) {
  return z.string(expects('a text', example)).refine(withoutNull, 'must not contain the character U+0000; remove it');
}

function filledText(example: string) {
  return text(example).refine((value) => value !== '', `must not be empty; write ${example}`);
}

function flag(key: string) {
  return z.boolean(expects('true or false', `${key} = true`));
}

const commandExample = 'command = "npm install*"';

const Glob = z
  .string(expects('a text or a list of texts', commandExample))
  .refine((glob) => glob !== '', `must not be empty; write ${commandExample}`)
  .superRefine((glob, context) => {
    const compiled = compileGlob(glob);
    if (!compiled.ok) context.addIssue(`is a glob that ${compiled.message}`);
  });

export const ActionTable = z.strictObject(
  {
    type: z.literal('exec', expects('"exec", the only type there is', 'type = "exec"', asWritten)),
    path: filledText('path = "notify.sh"'),
    args: z.array(text('args = ["one", "two"]'), expects('a list of texts', 'args = ["one", "two"]')).default([]),
    single_instance: flag('single_instance').default(false),
    shell: flag('shell').default(false),
  },
  expects('a table', '[rules.action] with type = "exec" and path = "notify.sh"'),
);

export const RuleTable = z.strictObject(
  {
    id: filledText('id = "my-rule"').optional(),
    command: z.preprocess(
      (value) => (typeof value === 'string' ? [value] : value),
      z
        .array(Glob, expects('a text or a list of texts', commandExample))
        .min(1, `must not be an empty list; write ${commandExample}`),
    ),
    enabled: flag('enabled').default(true),
    action: ActionTable,
  },
  expects('a table', '[[rules]]'),
);
export type RuleTable = z.infer<typeof RuleTable>;

export const ConfigTable = z.strictObject({
  rules: z.array(RuleTable, expects('a list of tables, each begun with [[rules]]', '[[rules]]')).default([]),
});
