import type { Terminal as Xterm } from '@xterm/xterm';
import type { EchoTimes } from '../bench-page';

/** A clock of its own: a page that is busy must not press its keys late. */
const presser = `
  let timer;
  onmessage = ({ data: everyMs }) => {
    clearTimeout(timer);
    if (everyMs === 0) return;
    const press = () => {
      postMessage(performance.timeOrigin + performance.now());
      timer = setTimeout(press, everyMs * (0.75 + Math.random() / 2));
    };
    press();
  };
`;

/** Presses keys in a terminal that echoes each as one character, and nothing else. */
export async function timeEcho(xterm: Xterm, ms: number, everyMs: number): Promise<EchoTimes> {
  const now = () => performance.timeOrigin + performance.now();
  const pressed: number[] = [];
  const latencies: number[] = [];
  const before = echoed(xterm);
  const parsed = xterm.onWriteParsed(() => {
    const at = now();
    while (latencies.length < echoed(xterm) - before && latencies.length < pressed.length) {
      latencies.push(at - (pressed[latencies.length] ?? at));
    }
  });
  const worker = new Worker(URL.createObjectURL(new Blob([presser])));
  worker.onmessage = ({ data }: MessageEvent<number>) => {
    pressed.push(data);
    xterm.input('x', true);
  };
  worker.postMessage(everyMs);
  await new Promise((done) => setTimeout(done, ms));
  worker.postMessage(0);
  await new Promise((done) => setTimeout(done, 1_000));
  worker.terminate();
  parsed.dispose();
  const late = pressed.slice(latencies.length);
  return { latencies: [...latencies, ...late.map((at) => now() - at)], unanswered: late.length };
}

/** How many characters there are, as all are in one line. */
function echoed({ buffer, cols }: Xterm): number {
  const { baseY, cursorY, cursorX } = buffer.active;
  return (baseY + cursorY) * cols + cursorX;
}
