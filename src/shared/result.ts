/** An expected failure is a value: `fail('agent-not-found', { id })`. A bug throws. */
export type Result<T, E extends string = string> = Ok<T> | Fail<E>;

export interface Ok<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Fail<E extends string> {
  readonly ok: false;
  readonly error: E;
  /** What a person needs to understand and mend it: one or two plain sentences. */
  readonly message: string;
}

export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

export function fail<E extends string>(error: E, message: string): Fail<E> {
  return { ok: false, error, message };
}

/** Ends an exhaustive switch: a new member of a closed union becomes a compile error here. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`);
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
