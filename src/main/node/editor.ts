import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fail, messageOf, ok, type Result } from '../../shared/result';
import type { TextEditor } from '../ports';

/** @param name the name of the file, whose ending tells editors how to show it */
export async function openEditor(name: string, text: string): Promise<TextEditor> {
  const directory = await mkdtemp(join(tmpdir(), 'viberot-edit-'));
  const file = join(directory, name);
  await writeFile(file, text, { mode: 0o600 });
  return {
    file,
    edit: () => edit(file),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

async function edit(file: string): Promise<Result<string, 'no-editor'>> {
  const windows = process.platform === 'win32';
  const editor = process.env.VISUAL || process.env.EDITOR || (windows ? 'notepad' : 'vi');
  try {
    // The variable is a command line, as git and others take it: "code --wait".
    const child = windows
      ? spawn(`${editor} "${file}"`, { shell: true, stdio: 'inherit' })
      : spawn('/bin/sh', ['-c', `${editor} "$1"`, editor, file], { stdio: 'inherit' });
    const [code] = await once(child, 'exit');
    if (code !== 0)
      return fail('no-editor', `${editor} ended with exit code ${code ?? '?'}; set EDITOR to another one`);
    return ok(await readFile(file, 'utf8'));
  } catch (error) {
    return fail('no-editor', messageOf(error));
  }
}

/** A line that a person types; undefined when there is nobody to type it. */
export async function readLine(): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined;
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return line;
    return undefined;
  } finally {
    lines.close();
  }
}

/** All of standard input. */
export async function readInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
