import type { IFunctionIdentifier, Terminal as Xterm } from '@xterm/xterm';

/**
 * The sequences that an xterm answers by itself (its ctlseqs: device attributes, status reports, mode and setting
 * requests, version, window reports, colour queries; and the focus report that follows DECSET 1004 at once).
 */
const csi: readonly IFunctionIdentifier[] = [
  ...['', '>', '=', '?'].map((prefix) => of('c', prefix)),
  ...['', '>', '?'].map((prefix) => of('n', prefix)),
  ...['', '?'].map((prefix) => ({ ...of('p', prefix), intermediates: '$' })),
  of('q', '>'),
  of('t'),
  of('x'),
  of('u', '?'),
  of('h', '?'),
];
const dcs: readonly IFunctionIdentifier[] = [
  { intermediates: '$', final: 'q' },
  { intermediates: '+', final: 'q' },
];
const osc = [4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 52];

function of(final: string, prefix = ''): IFunctionIdentifier {
  return prefix === '' ? { final } : { prefix, final };
}

/**
 * What a person does in a terminal (keys, mouse, pastes, focus), without what the terminal answers to its program. The
 * terminal host answers, once for all views; an answer of a view would be typed a second time, or into a shell that
 * never asked.
 */
export function onInput(xterm: Xterm, listener: (bytes: Uint8Array) => void): void {
  const encoder = new TextEncoder();
  let answering = false;

  /** An answer comes while its question is parsed: in the same task, in which no event of a person can come. */
  function asked(): false {
    answering = true;
    queueMicrotask(() => {
      answering = false;
    });
    return false;
  }

  for (const id of csi) xterm.parser.registerCsiHandler(id, asked);
  for (const id of dcs) xterm.parser.registerDcsHandler(id, asked);
  for (const id of osc) xterm.parser.registerOscHandler(id, asked);
  xterm.onData((text) => {
    if (!answering) listener(encoder.encode(text));
  });
  // Mouse reports of the old encoding, whose characters are bytes.
  xterm.onBinary((text) => listener(Uint8Array.from(text, (char) => char.charCodeAt(0))));
}
