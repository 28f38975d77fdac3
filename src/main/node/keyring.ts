import { spawn } from 'node:child_process';
import { fail, ok, type Result } from '../../shared/result';
import type { Keyring } from '../ports';

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** A locked keyring asks the person first. */
const patienceMs = 60_000;

/**
 * The keyring by the system's own programs, which get secrets on their input, never as arguments: secret-tool(1) on Linux,
 * security(1) on macOS. Elsewhere there is none.
 * @param env where the program is looked up
 */
export function createKeyring(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Keyring {
  if (platform === 'linux') return secretTool(env);
  if (platform === 'darwin') return security(env);
  const none = async () => fail('no-keyring', 'There is no keyring that can be used on this system.');
  return { get: none, set: none, delete: none };
}

function secretTool(env: NodeJS.ProcessEnv): Keyring {
  const names = (service: string, key: string) => ['service', service, 'key', key];
  const run = (args: readonly string[], input = '') => runProgram('secret-tool', args, input, env);
  return {
    async get(service, key) {
      const ended = await run(['lookup', ...names(service, key)]);
      if (!ended.ok) return ended;
      // It says nothing at all when there is no such secret.
      if (ended.value.code !== 0 && ended.value.errors.trim() === '') return ok(undefined);
      return ended.value.code === 0 ? ok(ended.value.output) : because(ended.value);
    },
    async set(service, key, secret) {
      const ended = await run(['store', `--label=${service} ${key}`, ...names(service, key)], secret);
      if (!ended.ok) return ended;
      return ended.value.code === 0 ? ok(undefined) : because(ended.value);
    },
    async delete(service, key) {
      const ended = await run(['clear', ...names(service, key)]);
      if (!ended.ok) return ended;
      return ended.value.code === 0 || ended.value.errors.trim() === '' ? ok(undefined) : because(ended.value);
    },
  };
}

/** What security(1) ends with when there is no such item: errSecItemNotFound, in its lowest byte. */
const notFound = 44;

function security(env: NodeJS.ProcessEnv): Keyring {
  const names = (service: string, key: string) => ['-s', service, '-a', key];
  const run = (args: readonly string[], input = '') => runProgram('security', args, input, env);
  return {
    async get(service, key) {
      const ended = await run(['find-generic-password', ...names(service, key), '-w']);
      if (!ended.ok) return ended;
      if (ended.value.code === notFound) return ok(undefined);
      return ended.value.code === 0 ? ok(ended.value.output.replace(/\n$/, '')) : because(ended.value);
    },
    async set(service, key, secret) {
      const words = [...names(service, key)].map((word) => `"${word.replace(/["\\]/g, '\\$&')}"`);
      const hex = Buffer.from(secret).toString('hex');
      // Its commands come from its input, as others can read arguments.
      const ended = await run(['-i'], `add-generic-password -U ${words.join(' ')} -X ${hex}\n`);
      if (!ended.ok) return ended;
      return ended.value.code === 0 && ended.value.errors.trim() === '' ? ok(undefined) : because(ended.value);
    },
    async delete(service, key) {
      const ended = await run(['delete-generic-password', ...names(service, key)]);
      if (!ended.ok) return ended;
      return ended.value.code === 0 || ended.value.code === notFound ? ok(undefined) : because(ended.value);
    },
  };
}

function because({ code, errors }: Ended) {
  return fail('no-keyring', `The keyring did not do it: ${errors.trim() || `it ended with ${code}`}.`);
}

function runProgram(
  file: string,
  args: readonly string[],
  input: string,
  env: NodeJS.ProcessEnv,
): Promise<Result<Ended, 'no-keyring'>> {
  return new Promise((resolve) => {
    const child = spawn(file, [...args], { env, stdio: 'pipe', timeout: patienceMs });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.on('error', () => resolve(fail('no-keyring', `There is no keyring: ${file} is not installed.`)));
    child.on('close', (code) => resolve(ok({ code: code ?? -1, output, errors })));
    // It may end without reading.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
