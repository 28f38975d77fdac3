import type { Terminal as Xterm } from '@xterm/xterm';

/** Resolves once a text has been parsed that stands in the last two rows. @returns when that was, on the page's clock */
export function seen(xterm: Xterm, text: string): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      if (!isThere(xterm, text)) return;
      parsed.dispose();
      resolve(performance.now());
    };
    const parsed = xterm.onWriteParsed(look);
    look();
  });
}

function isThere({ buffer }: Xterm, text: string): boolean {
  const { baseY, cursorY } = buffer.active;
  const row = (y: number) => buffer.active.getLine(y)?.translateToString(true) ?? '';
  return [baseY + cursorY - 1, baseY + cursorY].some((y) => row(y).includes(text));
}

/** Resolves once the picture that shows what is parsed by now has been made. */
export function drawn(): Promise<number> {
  return new Promise((resolve) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(undefined);
    }),
  );
}
