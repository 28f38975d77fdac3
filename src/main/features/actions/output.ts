import type { Child, Clock, Log, Output } from '../../ports';
import { createLineReader } from './lines';

/** How much of an action's output the log takes in. */
const linesPerWindow = 200;
const windowMs = 1_000;

/**
 * Writes what a child prints to the log, line by line; of a flood only the beginning of each second and how much is missing.
 * @returns to be called when nothing more comes
 */
export function logOutput(child: Child, clock: Clock, log: Log): () => void {
  let inWindow = 0;
  let leftOut = 0;

  function closeWindow(): void {
    if (leftOut > 0) log.info('action output', { line: `… ${leftOut} lines left out` });
    inWindow = 0;
    leftOut = 0;
  }

  function write(stream: Output['stream'], text: () => string): void {
    if (inWindow === 0) clock.after(windowMs, closeWindow);
    if (++inWindow <= linesPerWindow) log.info('action output', { stream, line: text() });
    else leftOut++;
  }

  const readers = {
    stdout: createLineReader((text) => write('stdout', text)),
    stderr: createLineReader((text) => write('stderr', text)),
  };
  const stop = child.output.on(({ stream, chunk }) => readers[stream].push(chunk));
  return () => {
    stop();
    readers.stdout.end();
    readers.stderr.end();
    closeWindow();
  };
}
