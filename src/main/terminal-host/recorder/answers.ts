import type { Terminal } from '@xterm/headless';
import { answerColor, type Palette, readColor, type SpecialColor, specialColors } from './palette';

/** The version of the parser that views use as well; programs take it for the terminal's. */
const version = 'xterm.js(6.0.0)';

/** What programs may ask by XTGETTCAP. */
const capabilities: Readonly<Record<string, string>> = {
  TN: 'xterm-256color',
  name: 'xterm-256color',
  Co: '256',
  colors: '256',
  RGB: '8/8/8',
};

/** Programs ask for a few at once. */
const mostNames = 32;

/**
 * Answers what a terminal of windows would answer and a headless one does not: colours, XTVERSION, DA3, XTGETTCAP. The
 * rest (DA, DSR, DECRQM, DECRQSS, the size) it answers by itself.
 *
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
export function answerQuestions(xterm: Terminal, palette: Palette, reply: (text: string) => void): void {
  const { parser } = xterm;
  const dcs = (text: string) => reply(`\x1bP${text}\x1b\\`);
  const osc = (text: string) => reply(`\x1b]${text}\x1b\\`);

  parser.registerCsiHandler({ prefix: '>', final: 'q' }, ([kind]) => {
    if (kind === 0) dcs(`>|${version}`);
    return true;
  });
  parser.registerCsiHandler({ prefix: '=', final: 'c' }, ([kind]) => {
    if (kind === 0) dcs('!|00000000');
    return true;
  });
  parser.registerDcsHandler({ intermediates: '+', final: 'q' }, (names) => {
    for (const name of names.split(';', mostNames)) dcs(capability(name));
    return true;
  });

  parser.registerOscHandler(4, (data) => {
    const parts = data.split(';');
    for (let at = 0; at + 1 < parts.length; at += 2) indexed(parts[at] ?? '', parts[at + 1] ?? '');
    return true;
  });
  function indexed(number: string, asked: string): void {
    const index = readIndex(number);
    if (index === undefined) return;
    const color = readColor(asked);
    if (asked === '?') osc(`4;${index};${answerColor(palette.indexed(index))}`);
    else if (color) palette.setIndexed(index, color);
  }
  parser.registerOscHandler(104, (data) => {
    if (data === '') palette.setIndexed(undefined, undefined);
    for (const number of data.split(';')) {
      const index = readIndex(number);
      if (index !== undefined) palette.setIndexed(index, undefined);
    }
    return true;
  });

  specialColors.forEach((name, offset) => {
    parser.registerOscHandler(10 + offset, (data) => {
      // Further values are for the colours that follow.
      data.split(';').forEach((asked, more) => {
        const of = specialColors[offset + more];
        if (of) special(of, asked);
      });
      return true;
    });
    parser.registerOscHandler(110 + offset, () => {
      palette.setSpecial(name, undefined);
      return true;
    });
  });
  function special(name: SpecialColor, asked: string): void {
    const color = readColor(asked);
    if (asked === '?') osc(`${10 + specialColors.indexOf(name)};${answerColor(palette.special(name))}`);
    else if (color) palette.setSpecial(name, color);
  }
}

function readIndex(text: string): number | undefined {
  const index = /^\d{1,3}$/.test(text) ? Number(text) : 256;
  return index < 256 ? index : undefined;
}

/** @param name in hexadecimal, as is the answer. */
function capability(name: string): string {
  const value = capabilities[Buffer.from(name, 'hex').toString('latin1')];
  if (value === undefined) return `0+r${name}`;
  return `1+r${name}=${Buffer.from(value, 'latin1').toString('hex').toUpperCase()}`;
}
