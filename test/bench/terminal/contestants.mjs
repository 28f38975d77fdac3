// Two other ways to bring a terminal's output into a page, for comparison, in a process of their own.
// `plain`: a message for each read, as fast as they come. `watermark`: as VS Code does it: batches of 5 ms, the process is
// held back above 100,000 bytes that the page has not acknowledged, and goes on below 5,000.
// A message to the page is the terminal's number (u16, big-endian) and bytes; the page sends JSON.
import process from 'node:process';
import { spawn } from '@lydell/node-pty';
import { WebSocketServer } from 'ws';

const batchMs = 5;
const highWater = 100_000;
const lowWater = 5_000;

/**
 * @param {{ id: number, kind: 'plain' | 'watermark', command: string[], cols: number, rows: number }} options
 * @param {(bytes: Buffer) => void} send
 */
function openTerminal({ id, kind, command: [file = 'sh', ...args], cols, rows }, send) {
  // Without an encoding the data are bytes, whatever the types say.
  const pty = spawn(file, args, { cols, rows, encoding: null, name: 'xterm-256color', cwd: '/tmp' });
  const header = Buffer.alloc(2);
  header.writeUInt16BE(id);
  /** @type {Buffer[]} */
  let batch = [];
  let unacknowledged = 0;
  let paused = false;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;

  function flush() {
    timer = undefined;
    send(Buffer.concat([header, ...batch]));
    batch = [];
  }

  pty.onData((data) => {
    const bytes = /** @type {Buffer} */ (/** @type {unknown} */ (data));
    if (kind === 'plain') return send(Buffer.concat([header, bytes]));
    batch.push(bytes);
    timer ??= setTimeout(flush, batchMs);
    unacknowledged += bytes.length;
    if (paused || unacknowledged <= highWater) return;
    paused = true;
    pty.pause();
  });

  return {
    input: (/** @type {string} */ text) => pty.write(text),
    acknowledge(/** @type {number} */ count) {
      unacknowledged -= count;
      if (!paused || unacknowledged > lowWater) return;
      paused = false;
      pty.resume();
    },
    end() {
      clearTimeout(timer);
      try {
        process.kill(-pty.pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
    },
  };
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
server.on('connection', (socket) => {
  /** @type {Map<number, ReturnType<typeof openTerminal>>} */
  const terminals = new Map();
  const send = (/** @type {Buffer} */ bytes) => {
    if (socket.readyState === socket.OPEN) socket.send(bytes);
  };
  socket.on('message', (text) => {
    const { id, open, input, acknowledge } = JSON.parse(String(text));
    if (open) terminals.set(id, openTerminal({ id, ...open }, send));
    if (input !== undefined) terminals.get(id)?.input(input);
    if (acknowledge !== undefined) terminals.get(id)?.acknowledge(acknowledge);
  });
  socket.on('close', () => {
    for (const terminal of terminals.values()) terminal.end();
  });
});
server.on('listening', () => {
  const address = server.address();
  if (address && typeof address === 'object') console.log(address.port);
});
// Whoever started it has gone.
process.stdin.resume().on('end', () => process.exit());
