/** Writes a line; resolves when there is room for more. A reader that has gone (`| head`) ends the process quietly. */
export function writeLine(stream: 'stdout' | 'stderr', line: string): Promise<void> {
  const output = stream === 'stdout' ? process.stdout : process.stderr;
  if (output.listenerCount('error') === 0) {
    output.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  }
  return new Promise((resolve) => {
    if (output.write(`${line}\n`)) resolve();
    else output.once('drain', resolve);
  });
}
