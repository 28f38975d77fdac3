/** Calls back once when the process is asked to end (Ctrl-C, SIGTERM, hang-up). Asked a second time, it ends at once. */
export function onEndRequest(callback: (signal: string) => void): void {
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (asked) process.exit(1);
      asked = true;
      callback(signal);
    });
  }
}

/** Calls back with an error that nobody caught. The process must not go on long after it. */
export function onCrash(callback: (error: unknown) => void): void {
  process.on('uncaughtException', callback);
  process.on('unhandledRejection', callback);
}
