/** What the colours of output that is left out amount to. */
export interface ColorSummary {
  /**
   * Plain output (see the scanner), which ends with a whole line.
   * @returns false when nothing in it resets the colours: then those of before count, too
   */
  add(bytes: Uint8Array): boolean;
  /** Sequences that leave the same colours behind, and the cursor in the first column. */
  text(): string;
  clear(): void;
}

const resets = ['\x1b[0m', '\x1b[m'];
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const colors = /\x1b\[([0-9;:]*)m/g;

export function createColorSummary(): ColorSummary {
  /** Each sequence sets some attributes to constants, so of two equal ones only the later matters. */
  const sequences = new Set<string>();

  return {
    add(bytes) {
      const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
      const reset = Math.max(...resets.map((text) => all.lastIndexOf(text, undefined, 'latin1')));
      if (reset >= 0) sequences.clear();
      for (const [sequence, codes = ''] of all.toString('latin1', Math.max(0, reset)).matchAll(colors)) {
        if (/^0*(;|$)/.test(codes)) sequences.clear();
        sequences.delete(sequence);
        sequences.add(sequence);
      }
      return reset >= 0;
    },
    text: () => `\r${[...sequences].join('')}`,
    clear: () => sequences.clear(),
  };
}
