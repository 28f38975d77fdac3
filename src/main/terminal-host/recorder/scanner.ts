/** What some output has in it, as far as it can be told without showing it. */
export interface Findings {
  /** The program may have asked the terminal something, and wait for the answer. */
  readonly asks: boolean;
  /**
   * Nothing but text, line ends, colours, and what changes only the row of the cursor. Enough lines of it push all that
   * was before out of the scrollback, and leave of it only the colours.
   */
  readonly plain: boolean;
}

/** Looks through output at the speed of a regular expression. Sequences may be cut anywhere between two calls. */
export interface OutputScanner {
  /** False once something came that is in no book: what follows may be anything, and asks. */
  readonly sure: boolean;
  scan(bytes: Uint8Array): Findings;
}

/**
 * Whatever is not plain: an escape sequence other than colours (m) and changes within a row (K C D G P X @), a change of
 * the character set (SO, SI), a control character of the second set in UTF-8, and what the end may have cut.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const unusual = /\x1b(?!\[[0-9;:]*[mKCDGPX@])|[\x0e\x0f]|\xc2(?![\xa0-\xff])/g;

/** Bytes of a string within OSC, DCS or APC. */
const string = '(?:[\\x20-\\x7e\\x80-\\xc1\\xc3-\\xff]|\\xc2[\\xa0-\\xff])*';

/** Sequences as they should be: CSI, OSC, DCS, other strings, other escapes; and shifts. */
const sequence = new RegExp(
  [
    '\\x1b\\[(?<csi>[0-?]*[ -/]*[@-~])',
    `\\x1b\\](?<osc>${string})(?:\\x07|\\x1b\\\\)`,
    `\\x1bP(?<dcs>[0-?]*[ -/]*[@-~]${string})\\x1b\\\\`,
    '\\x1b[X^_][\\x20-\\x7e]*\\x1b\\\\',
    '\\x1b[ -/]+[0-~]',
    '\\x1b[0-OQ-WYZ\\\\`-~]',
    '[\\x0e\\x0f]',
  ].join('|'),
  'y',
);

/** The beginning of such a sequence, up to the end. */
const beginning = new RegExp(
  [
    '\\x1b\\[[0-?]*[ -/]*$',
    `\\x1b\\]${string}(?:\\xc2|\\x1b)?$`,
    `\\x1bP(?:[0-?]*[ -/]*|[0-?]*[ -/]*[@-~]${string})(?:\\xc2|\\x1b)?$`,
    '\\x1b[X^_][\\x20-\\x7e]*\\x1b?$',
    '\\x1b[ -/]*$',
    '\\xc2$',
  ].join('|'),
  'y',
);

/** DA, DSR, window reports, DECRQM, XTVERSION. */
const askingCsi = /[cnt]$|\$p$|^>.*q$/;
/** DECRQSS, XTGETTCAP. */
const askingDcs = /^[0-?]*[$+]q/;
/** Colours. */
const askingOsc = /^\d+;(?:.*;)?\?/;

/** A string that is longer is looked at as it comes, by the screen itself. */
const mostCarried = 4 * 1024;

export function createOutputScanner(): OutputScanner {
  let carried = '';
  let sure = true;

  function scan(bytes: Uint8Array): Findings {
    if (!sure) return { asks: true, plain: false };
    const text = carried + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    carried = '';
    let asks = false;
    let plain = true;
    for (let at = nextUnusual(text, 0); at >= 0; at = nextUnusual(text, sequence.lastIndex)) {
      sequence.lastIndex = at;
      const found = sequence.exec(text);
      if (!found) return cutOff(text, at, asks, plain);
      plain = false;
      asks ||= isQuestion(found.groups ?? {});
    }
    return { asks, plain };
  }

  function cutOff(text: string, at: number, asks: boolean, plain: boolean): Findings {
    beginning.lastIndex = at;
    if (beginning.test(text) && text.length - at <= mostCarried) {
      carried = text.slice(at);
      return { asks, plain };
    }
    sure = false;
    return { asks: true, plain: false };
  }

  return {
    get sure() {
      return sure;
    },
    scan,
  };
}

function nextUnusual(text: string, from: number): number {
  unusual.lastIndex = from;
  return unusual.test(text) ? unusual.lastIndex - lengthOfMatch : -1;
}

/** All alternatives of `unusual` take one character. */
const lengthOfMatch = 1;

function isQuestion({ csi, osc, dcs }: Readonly<Record<string, string | undefined>>): boolean {
  if (csi !== undefined) return askingCsi.test(csi);
  if (osc !== undefined) return askingOsc.test(osc);
  return dcs !== undefined && askingDcs.test(dcs);
}
