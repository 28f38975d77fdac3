import { z } from 'zod';
import { compilePattern } from '../patterns/patterns';
import { quote } from '../quote';
import { parseDuration } from './durations';

/** The messages follow the key that they are about: "command must be a text …", "path is missing …". */
export function expects(what: string, example: string, found = nameOf) {
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
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? quote(value) : nameOf(value);
}

// Operating systems end texts at this character.
const withoutNull = (text: string) => !text.includes('\0');

export function text(example: string) {
  return z.string(expects('a text', example)).refine(withoutNull, 'must not contain the character U+0000; remove it');
}

export function filledText(example: string) {
  return filled(text(example), example);
}

// Not by min(1), which has something to say about empty lists, too.
function filled(item: z.ZodString, example: string) {
  return item.refine((value) => value !== '', `must not be empty; write ${example}`).meta({ minLength: 1 });
}

export function flag(key: string) {
  return z.boolean(expects('true or false', `${key} = true`));
}

export function oneOf<const T extends readonly string[]>(values: T) {
  const choice = `one of ${values.map((value) => `"${value}"`).join(', ')}`;
  return z.enum(values, expects(choice, `"${values[0]}"`, asWritten));
}

/** A whole number. */
export function integer(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .int({ error: ({ input }) => `${message}, found ${asWritten(input)}` })
    .min(least, message)
    .max(most, message);
}

/** A list of such values; one of them alone is a list of one. */
export function listOf<T extends z.ZodType>(item: T, what: string, example: string) {
  return z
    .preprocess(
      (value) => (Array.isArray(value) || value === undefined ? value : [value]),
      z.array(item, expects(what, example)),
    )
    .meta({ orAlone: true });
}

export function texts(example: string) {
  return listOf(itemText(example), 'a text or a list of texts', example);
}

function itemText(example: string) {
  const item = z
    .string(expects('a text or a list of texts', example))
    .refine(withoutNull, 'must not contain the character U+0000; remove it');
  return filled(item, example);
}

/** Globs whatever the rule's `match` is. `forms`: all that has to be a glob for them to be used. */
export function globs(example: string, forms = (glob: string) => [glob]) {
  const glob = itemText(example).superRefine((value, context) => {
    if (value === '') return;
    const malformed = forms(value)
      .map((form) => compilePattern('glob', form))
      .find(({ ok }) => !ok);
    if (malformed?.ok === false) context.addIssue(`is a glob that ${malformed.message}`);
  });
  return listOf(glob, 'a text or a list of texts', example);
}

/**
 * A value that is written in a form of its own.
 * @param schema what it is in a JSON Schema
 */
export function written<T>(parse: (value: unknown) => T | undefined, what: string, schema: Record<string, unknown>) {
  return z
    .unknown()
    .transform((value, context): T => {
      const parsed = parse(value);
      if (parsed !== undefined) return parsed;
      context.addIssue(`must be ${what}, found ${asWritten(value)}`);
      return z.NEVER;
    })
    .meta(schema);
}

const longest = '24d';

/** Milliseconds; at most 24 days, which is what timers can count. */
export function duration(least: '0s' | '1ms' = '0s') {
  const min = parseDuration(least) ?? 0;
  const max = parseDuration(longest) ?? 0;
  const parse = (value: unknown) => {
    const ms = parseDuration(value);
    return ms !== undefined && ms >= min && ms <= max ? ms : undefined;
  };
  return written(parse, `a duration from ${least} to ${longest} such as "500ms", "2s", "5m" or "1h"`, {
    anyOf: [
      { type: 'string', pattern: '^( *[0-9]+(\\.[0-9]+)? *(ms|s|m|h|d))+ *$' },
      { type: 'number', minimum: 0 },
    ],
  });
}
