import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, constants as fileConstants, readdirSync, rmSync } from 'node:fs';
import { access, chmod, mkdir, readFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { constants as systemConstants } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import { z } from 'zod';
import { createEmitter, type Event } from '../../shared/event';
import { fail, messageOf, ok } from '../../shared/result';
import type { Exit } from '../../shared/vocabulary';
import type { ProbeHelper, ProbeHost, ProbeProcess } from '../ports';

export interface ProbeHostOptions {
  /** Where sockets are made: a short path, only for this user. Created when missing. */
  readonly directory: string;
  /** Where the build puts its results (`out`). */
  readonly outDirectory: string;
}

/** Bytes of a socket's path: sun_path without its NUL, 108 on Linux, 104 on macOS and BSD (unix(7), unix(4)). */
const pathBytesMax = process.platform === 'linux' ? 107 : 103;
const socketPrefix = 'probe-';
const termMs = 1_000;
/** A helper that ended at once may have connected although we have not noticed yet. */
const unnoticedMs = 100;
/** What a helper that has ended still had in its socket is read within this time. */
const drainMs = 1_000;

/** Starts the native helper with a private Unix socket each time. The caller is the only one to use the directory. */
export function createProbeHost({ directory, outDirectory }: ProbeHostOptions): ProbeHost {
  removeStaleSockets(directory);
  return {
    helper: () => findHelper(resolve(outDirectory, 'native')),
    async start(path, token) {
      const line = createPrivateLine();
      try {
        const socketPath = await line.listen(directory);
        const child = spawn(path, ['--socket', socketPath], {
          detached: true,
          stdio: ['pipe', 'ignore', 'pipe'],
          env: { PATH: process.env.PATH },
        });
        await once(child, 'spawn');
        const helper = follow(child, line);
        child.stdin.write(`${token}\n`);
        return ok(helper);
      } catch (error) {
        line.close();
        return fail('cannot-start', `The probe ${path} could not be started: ${messageOf(error)}.`);
      }
    },
  };
}

/** A hub that was killed between listening and the helper's coming leaves its socket behind. */
function removeStaleSockets(directory: string): void {
  if (!existsSync(directory)) return;
  for (const name of readdirSync(directory)) {
    if (name.startsWith(socketPrefix)) rmSync(join(directory, name), { force: true });
  }
}

/** A socket that takes one connection. */
interface PrivateLine {
  readonly data: Event<string>;
  /** Resolves with the path of the socket. */
  listen(directory: string): Promise<string>;
  /** Reads on until the other side, which has gone, has nothing more to say. */
  drain(): Promise<void>;
  close(): void;
}

function createPrivateLine(): PrivateLine {
  const data = createEmitter<string>();
  let socket: Socket | undefined;
  const server = createServer((connection) => {
    if (socket) return connection.destroy();
    socket = connection;
    // No longer listening also removes the socket's file.
    server.close();
    // Puts characters together that were cut.
    connection.setEncoding('utf8');
    connection.on('data', data.emit);
    // An error is followed by the end of the connection, which is all that matters.
    connection.on('error', () => {});
  });

  return {
    data,
    async listen(directory) {
      const path = join(directory, `${socketPrefix}${randomBytes(6).toString('base64url')}`);
      if (Buffer.byteLength(path) > pathBytesMax) {
        throw new Error(`the path of its socket is longer than ${pathBytesMax} bytes: ${path}`);
      }
      await mkdir(directory, { recursive: true });
      await chmod(directory, 0o700);
      server.listen(path);
      await once(server, 'listening');
      await chmod(path, 0o600);
      return path;
    },
    async drain() {
      if (!socket) await Promise.race([happens(server, 'connection'), after(unnoticedMs)]);
      if (socket && !socket.closed) await Promise.race([happens(socket, 'close'), after(drainMs)]);
    },
    close() {
      server.close();
      socket?.destroy();
    },
  };
}

/** Unlike `once` of Node it does not fail with an error that comes first. */
function happens(emitter: Server | Socket, name: string): Promise<void> {
  return new Promise((resolve) => void emitter.once(name, () => resolve()));
}

function follow(child: ChildProcess, line: PrivateLine): ProbeProcess {
  const errors = createEmitter<string>();
  const { pid, stdin, stderr } = child;
  if (pid === undefined || !stdin || !stderr) throw new Error('it has no pid or pipes');
  // A helper that ends early breaks its pipe; that it ended is told by `ended`.
  stdin.on('error', () => {});
  // A helper with capabilities may be out of reach of our signals; it ends when its stdin does.
  child.on('error', () => {});
  createInterface({ input: stderr }).on('line', errors.emit);

  const ended = exitOf(child).then(async (exit) => {
    stdin.destroy();
    await line.drain();
    line.close();
    return exit;
  });

  return {
    pid,
    data: line.data,
    errors,
    ended,
    async close() {
      stdin.destroy();
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), termMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      if (code !== null) resolve({ code });
      else resolve(signal === null ? { unknown: true } : { signal: systemConstants.signals[signal] });
    });
  });
}

/** What scripts/build-native.mjs leaves behind. */
const BuildStatus = z.object({
  path: z.string().nullish(),
  reason: z.string().nullish(),
  remedy: z.string().nullish(),
});

async function findHelper(directory: string): Promise<ProbeHelper> {
  const remedy = 'Build it with npm run build, then start VibeRot again.';
  const file = join(directory, 'status.json');
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return { path: undefined, reason: `The native probe has not been built: there is no ${file}.`, remedy };
  }
  const status = parseStatus(text);
  if (!status) return { path: undefined, reason: `${file} cannot be understood.`, remedy };
  if (!status.path) {
    const reason = status.reason ?? 'The native probe could not be built here.';
    return { path: undefined, reason, remedy: status.remedy ?? remedy };
  }
  const path = resolve(directory, status.path);
  try {
    await access(path, fileConstants.X_OK);
    return { path };
  } catch {
    return { path: undefined, reason: `The native probe ${path} is missing or cannot be executed.`, remedy };
  }
}

function parseStatus(text: string): z.infer<typeof BuildStatus> | undefined {
  try {
    return BuildStatus.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
