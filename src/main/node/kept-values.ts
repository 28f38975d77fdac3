import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { z } from 'zod';
import { createCell } from '../../shared/event';
import { fail, messageOf, ok, type Result } from '../../shared/result';
import type { Scope } from '../../shared/scope';
import type { KeptValue, KeptValues } from '../ports';
import { putText } from './write-text';

/** Changes of so long are written together. */
const gatherMs = 300;

/** @param directory where the files are */
export function createKeptValues(directory: string): KeptValues {
  return { open: async (name, schema, scope) => openValue(join(directory, `${name}.json`), schema, scope) };
}

function openValue<T>(file: string, schema: z.ZodType<T>, scope: Scope): KeptValue<T> {
  const read = readValue(file, schema);
  const problem = createCell<string | undefined>(read.ok ? undefined : setAside(file, read.message));
  let unsaved: { readonly value: T } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    // One after the other, so that an older value never replaces a newer one.
    writing = writing.then(async () => {
      const text = unsaved && JSON.stringify(unsaved.value, undefined, 2);
      unsaved = undefined;
      if (text === undefined) return;
      const written = await replace(file, `${text}\n`);
      if (!written.ok)
        problem.value = `${file} cannot be written: ${written.message}. What changes is lost at the end.`;
      else if (problem.value?.includes('cannot be written')) problem.value = undefined;
    });
  }

  scope.defer(async () => {
    write();
    await writing;
  });

  return {
    before: read.ok ? read.value : undefined,
    problem,
    save(value) {
      unsaved = { value };
      if (scope.closed) write();
      else timer ??= setTimeout(write, gatherMs).unref();
    },
  };
}

function readValue<T>(file: string, schema: z.ZodType<T>): Result<T | undefined, 'damaged'> {
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (parsed.success) return ok(parsed.data);
    const [issue] = parsed.error.issues;
    return fail('damaged', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not what was expected'}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ok(undefined);
    return fail('damaged', messageOf(error));
  }
}

/** Of such files the last one is kept. */
function setAside(file: string, why: string): string {
  const aside = `${file}.damaged-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`;
  try {
    for (const name of readdirSync(dirname(file)))
      if (name.startsWith(`${basename(file)}.damaged-`)) rmSync(join(dirname(file), name));
    renameSync(file, aside);
    return `${file} could not be read (${why}). It was moved to ${aside}, and a new one was begun.`;
  } catch (error) {
    return `${file} could not be read (${why}), nor moved aside (${messageOf(error)}).`;
  }
}

async function replace(file: string, text: string): Promise<Result<void, 'not-writable'>> {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    await putText(file, text, 0o600);
    return ok(undefined);
  } catch (error) {
    return fail('not-writable', messageOf(error));
  }
}
