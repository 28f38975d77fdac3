import { z } from 'zod';
import { fail, ok, type Result } from '../../../shared/result';

/** Version of the lines below (native/protocol.h). A helper that speaks another one is refused. */
export const protocolVersion = 1;

/** The longest line that is read. The longest command line a helper sends is 256 KiB, each byte escaped to 6 characters. */
export const maxLineLength = 2_000_000;

/** The same instant on two clocks: monotonic nanoseconds and ms since the epoch. */
const ClockPair = z.object({ mono: z.number(), real: z.number() });
export type ClockPair = z.infer<typeof ClockPair>;

const natural = z.int().nonnegative();
const identity = { pid: natural, start: natural };
/** Monotonic nanoseconds: a plain number, as it is no longer a safe integer after 104 days without a restart. */
const time = { ts: z.number().nonnegative() };
/** Of a process that is just ending, the kernel says odd things (-1): such a number is left out, the line is kept. */
const optionalNatural = natural.optional().catch(undefined);
const flag = z.literal(1).optional();

const Hello = z.object({
  t: z.literal('hello'),
  v: z.literal(protocolVersion),
  src: z.string(),
  os: z.string().optional(),
  pid: natural,
  token: z.string(),
  clock: ClockPair,
  can: z.array(z.string()).default([]),
  why: z.string().optional(),
  build: z.string().optional(),
});
export type Hello = z.infer<typeof Hello>;

/** All that can be understood of a hello of another version. */
const ForeignHello = z
  .object({ t: z.literal('hello'), v: z.int() })
  .refine(({ v }) => v !== protocolVersion)
  .transform(({ v }) => ({ t: 'foreign-hello' as const, v }));
export type ForeignHello = z.infer<typeof ForeignHello>;

const process = {
  ...identity,
  ...time,
  ppid: optionalNatural,
  uid: optionalNatural,
  sid: optionalNatural,
  pgid: optionalNatural,
  tty: z.string().optional(),
  comm: z.string().optional(),
  exe: z.string().optional(),
  cwd: z.string().optional(),
  argv: z.array(z.string()).optional(),
  trunc: flag,
  lost: flag,
};
const Snap = z.object({ t: z.literal('snap'), ...process });
const Exec = z.object({ t: z.literal('exec'), ...process });
export type ProcessMessage = z.infer<typeof Snap> | z.infer<typeof Exec>;

const ExitMessage = z.object({
  t: z.literal('exit'),
  ...identity,
  ...time,
  code: z.int().nullish().catch(undefined),
  sig: optionalNatural,
  core: flag,
});
export type ExitMessage = z.infer<typeof ExitMessage>;

/** `n`: how many snaps came before it. */
const SnapEnd = z.object({ t: z.literal('snapend'), n: natural });
const Drop = z.object({ t: z.literal('drop'), where: z.string(), n: z.int().min(-1) });
const Resync = z.object({ t: z.literal('resync') });
const Heartbeat = z.object({ t: z.literal('hb'), clock: ClockPair });
const Bye = z.object({ t: z.literal('bye') });

/** A line of a helper. */
export type ProbeMessage =
  | Hello
  | ForeignHello
  | ProcessMessage
  | ExitMessage
  | z.infer<typeof SnapEnd>
  | z.infer<typeof Drop>
  | z.infer<typeof Resync>
  | z.infer<typeof Heartbeat>
  | z.infer<typeof Bye>;

// A Map, so that a type such as "__proto__" finds nothing.
const schemas = new Map<unknown, z.ZodType<ProbeMessage>>([
  ['exec', Exec],
  ['exit', ExitMessage],
  ['snap', Snap],
  ['snapend', SnapEnd],
  ['hb', Heartbeat],
  ['drop', Drop],
  ['resync', Resync],
  ['hello', z.union([Hello, ForeignHello])],
  ['bye', Bye],
]);

/** Reads a line. An unknown type is not an error of the line: a newer helper may say more than we understand. */
export function parseLine(line: string): Result<ProbeMessage, 'malformed' | 'unknown-type'> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return fail('malformed', 'The line is not JSON.');
  }
  if (typeof value !== 'object' || value === null || !('t' in value) || typeof value.t !== 'string') {
    return fail('malformed', 'The line is not an object with a type "t".');
  }
  const schema = schemas.get(value.t);
  if (!schema) return fail('unknown-type', 'The type of the line is unknown.');
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return fail('malformed', `In a line of type "${value.t}", "${issue?.path.join('.')}" is wrong: ${issue?.message}.`);
}
