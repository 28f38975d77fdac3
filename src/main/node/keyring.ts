import { spawn } from 'node:child_process';
import { fail, ok, type Result } from '../../shared/result';
import type { Keyring } from '../ports';

export interface KeyringOptions {
  /** Where the programs are looked up, and what leads them to the keyring. */
  readonly env?: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
  /** How long a program may take: a locked keyring asks the person first. */
  readonly patienceMs?: number;
}

/** Runs a program of the keyring. Secrets are in its input and output, never in its arguments, which others can read. */
type Run = (args: readonly string[], input?: string) => Promise<Result<Ended, 'no-keyring'>>;

interface Ended {
  readonly code: number;
  readonly output: Buffer;
  readonly errors: string;
}

/**
 * The keyring by the system's own programs: secret-tool(1) on Linux, security(1) on macOS. Elsewhere there is none. They
 * write no secret that is longer than what they would cut.
 */
export function createKeyring(options: KeyringOptions = {}): Keyring {
  const { env = process.env, platform = process.platform, patienceMs = 60_000 } = options;
  const by =
    (file: string): Run =>
    (args, input = '') =>
      runProgram({ file, args, input, env, patienceMs });
  if (platform === 'linux') return secretTool(by('secret-tool'));
  if (platform === 'darwin') return security(by('security'));
  const none = async () => fail('no-keyring', 'There is no keyring that can be used on this system.');
  return { get: none, set: none, delete: none };
}

/** It reads 8,192 bytes, cuts what is longer, and says with the last of them that it is too long. */
const longestSecret = 8_191;

function secretTool(run: Run): Keyring {
  const names = (service: string, key: string) => ['service', service, 'key', key];

  /** It ends the same way, silently, when there is no such secret and when that is locked: then it is still found. */
  async function absentOrLocked(service: string, key: string): Promise<Result<undefined, 'no-keyring'>> {
    const found = await run(['search', ...names(service, key)]);
    if (!found.ok) return found;
    if (found.value.code !== 0) return because(found.value);
    if (found.value.output.length === 0) return ok(undefined);
    return fail('no-keyring', 'The keyring is locked: unlock it, and try again.');
  }

  return {
    async get(service, key) {
      const ended = await run(['lookup', ...names(service, key)]);
      if (!ended.ok) return ended;
      if (ended.value.code === 0) return textOf(ended.value.output);
      return ended.value.errors === '' ? absentOrLocked(service, key) : because(ended.value);
    },
    async set(service, key, secret) {
      if (Buffer.byteLength(secret) > longestSecret) return tooLong(secret, longestSecret);
      const ended = await run(['store', `--label=${service} ${key}`, ...names(service, key)], secret);
      if (!ended.ok) return ended;
      return ended.value.code === 0 ? ok(undefined) : because(ended.value);
    },
    async delete(service, key) {
      const ended = await run(['clear', ...names(service, key)]);
      if (!ended.ok) return ended;
      if (ended.value.code === 0) return ok(undefined);
      return ended.value.errors === '' ? absentOrLocked(service, key) : because(ended.value);
    },
  };
}

/** What security(1) ends with when there is no such item: errSecItemNotFound, in its lowest byte. */
const notFound = 44;
/** Its commands are lines of at most so many bytes: it takes the rest of a longer one for another command. */
const longestLine = 4_000;

function security(run: Run): Keyring {
  const names = (service: string, key: string) => ['-s', service, '-a', key];
  return {
    async get(service, key) {
      const ended = await run(['find-generic-password', ...names(service, key), '-g']);
      if (!ended.ok) return ended;
      if (ended.value.code === notFound) return ok(undefined);
      return ended.value.code === 0 ? textOf(printedPassword(ended.value.errors)) : because(ended.value);
    },
    async set(service, key, secret) {
      const words = names(service, key).map((word) => `"${word.replace(/["\\]/g, '\\$&')}"`);
      const command = `add-generic-password -U ${words.join(' ')} -X `;
      const longest = Math.max(0, Math.floor((longestLine - Buffer.byteLength(command)) / 2));
      if (Buffer.byteLength(secret) > longest) return tooLong(secret, longest);
      const ended = await run(['-i'], `${command}${Buffer.from(secret).toString('hex')}\n`);
      if (!ended.ok) return ended;
      return ended.value.code === 0 && ended.value.errors === '' ? ok(undefined) : because(ended.value);
    },
    async delete(service, key) {
      const ended = await run(['delete-generic-password', ...names(service, key)]);
      if (!ended.ok) return ended;
      return ended.value.code === 0 || ended.value.code === notFound ? ok(undefined) : because(ended.value);
    },
  };
}

/** It prints `password: "text"`, or `password: 0xHEX` before the text where that has more than printable ASCII. */
function printedPassword(printed: string): Buffer {
  const [, hex, text = ''] = /^password: (?:0x([0-9A-F]+)|"(.*)"$)/m.exec(printed) ?? [];
  return hex === undefined ? Buffer.from(text) : Buffer.from(hex, 'hex');
}

/** Others may have kept any bytes there. */
function textOf(bytes: Buffer): Result<string, 'no-keyring'> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return fail('no-keyring', 'The secret is not text in UTF-8.');
  }
}

const tooLong = (secret: string, longest: number) =>
  fail('too-long', `The secret has ${Buffer.byteLength(secret)} bytes; the keyring takes at most ${longest}.`);

const because = ({ code, errors }: Ended) =>
  fail('no-keyring', `The keyring did not do it: ${errors || `it ended with ${code}`}.`);

interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly input: string;
  readonly env: NodeJS.ProcessEnv;
  readonly patienceMs: number;
}

function runProgram({ file, args, input, env, patienceMs }: Program): Promise<Result<Ended, 'no-keyring'>> {
  return new Promise((resolve) => {
    const child = spawn(file, [...args], { env, stdio: 'pipe' });
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve(fail('no-keyring', `The keyring did not answer within ${patienceMs / 1000} s.`));
    }, patienceMs);
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => errors.push(bytes));
    child.on('error', () => {
      clearTimeout(timer);
      resolve(fail('no-keyring', `There is no keyring: ${file} is not installed.`));
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      const said = Buffer.concat(errors).toString().trim();
      resolve(ok({ code: code ?? -1, output: Buffer.concat(output), errors: said }));
    });
    // It may end without reading.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
