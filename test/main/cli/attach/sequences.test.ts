import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isQuery } from '../../../../src/main/cli/attach/queries';
import { createSequenceFilter, type Sequence } from '../../../../src/main/cli/attach/sequences';

const esc = '\u001b';
const bytes = (text: string) => new TextEncoder().encode(text);

/** What a filter makes of a text that comes in these pieces. */
function filtered(pieces: readonly Uint8Array[], rewrite: (sequence: Sequence) => string = () => 'keep'): string {
  const filter = createSequenceFilter(rewrite);
  return Buffer.concat(pieces.map((piece) => filter(piece))).toString('latin1');
}

function withoutQueries(text: string): string {
  return Buffer.from(
    filtered([bytes(text)], (sequence) => (isQuery(sequence) ? '' : 'keep')),
    'latin1',
  ).toString('utf8');
}

/** Cuts bytes at these places. */
function cut(whole: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [...new Set(places.map((place) => place % (whole.length + 1)))].sort((a, b) => a - b);
  return [...sorted, whole.length].map((end, index) => whole.subarray(sorted[index - 1] ?? 0, end));
}

const samples = [
  'plain text, ä, 漢字, 🙂\r\n',
  `${esc}[31;1mred${esc}[0m`,
  `${esc}]0;a title\u0007after`,
  `${esc}]8;;https://example.org${esc}\\link${esc}]8;;${esc}\\`,
  `${esc}(B${esc})0${esc}7${esc}8${esc}=${esc}M`,
  `${esc}[?1049h${esc}[2J${esc}[H${esc}[?25l`,
  `${esc}[1;2${esc}[3m`,
  `${esc}[12\u0018cancelled`,
  `${esc}[3\r\n1mnewline in a sequence`,
  '\u009b1mC1\u009d0;title\u009c',
  'ends with Â',
];

describe('the filter', () => {
  test('hands everything on as it came, cut anywhere', () => {
    const whole = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((noise) => noise.map((byte) => (byte === 5 ? 6 : byte))),
      fc.array(fc.constantFrom(...samples), { maxLength: 6 }).map((parts) => bytes(parts.join(''))),
    );
    fc.assert(
      fc.property(whole, fc.array(fc.nat(), { maxLength: 8 }), (all, places) => {
        const seen: Sequence[][] = [[], []];
        const [inOne, inPieces] = [[all], cut(all, places)].map((pieces, index) =>
          filtered(pieces, (sequence) => {
            seen[index]?.push(sequence);
            return 'keep';
          }),
        );
        expect(inPieces).toBe(inOne);
        expect(seen[1]).toEqual(seen[0]);
      }),
      { numRuns: 150 },
    );
  });

  test.each(samples.slice(0, 6).concat(samples.slice(-2)))('leaves %j as it is', (text) => {
    expect(filtered([bytes(text)])).toBe(Buffer.from(text).toString('latin1'));
  });

  test.each<[string, Sequence]>([
    [`${esc}[?1;2$p`, { type: 'csi', parameters: '?1;2', intermediates: '$', final: 'p' }],
    [`${esc}(0`, { type: 'escape', intermediates: '(', final: '0' }],
    [`${esc}]2;ä\u0007`, { type: 'osc', text: '2;ä' }],
    [`${esc}]2;b${esc}\\`, { type: 'osc', text: '2;b' }],
    ['\u009d2;c\u009c', { type: 'osc', text: '2;c' }],
    [`${esc}Pq#0${esc}\\`, { type: 'string' }],
    ['\u009a', { type: 'escape', intermediates: '', final: 'Z' }],
  ])('reads %j', (text, sequence) => {
    const seen: Sequence[] = [];
    filtered([bytes(text)], (found) => {
      seen.push(found);
      return 'keep';
    });
    expect(seen).toEqual([sequence]);
  });

  test('what is too long to be meant is left out, and what comes after it is not', () => {
    expect(filtered([bytes(`a${esc}[${'1'.repeat(1_000)}mb`)])).toBe('ab');
    expect(filtered([bytes(`a${esc}]0;${'x'.repeat(300_000)}\u0007b`)])).toBe('ab');
  });
});

describe('what terminals answer', () => {
  test.each([
    ['\u0005', 'ENQ'],
    [`${esc}Z`, 'DECID'],
    [`${esc}[c`, 'DA1'],
    [`${esc}[>c`, 'DA2'],
    [`${esc}[=c`, 'DA3'],
    [`${esc}[5n`, 'DSR'],
    [`${esc}[6n`, 'where the cursor is'],
    [`${esc}[?6n`, 'where the cursor is, by DEC'],
    [`${esc}[?996n`, 'the colour scheme'],
    [`${esc}[?1$p`, 'DECRQM'],
    [`${esc}[>q`, 'XTVERSION'],
    [`${esc}[x`, 'DECREQTPARM'],
    [`${esc}[?u`, 'the keyboard protocol'],
    [`${esc}[?4m`, 'XTQMODKEYS'],
    [`${esc}[14t`, 'the size in pixels'],
    [`${esc}[21t`, 'the title'],
    [`${esc}[8;24;80t`, 'another size of the window'],
    [`${esc}P$qm${esc}\\`, 'DECRQSS'],
    [`${esc}P+q544e${esc}\\`, 'XTGETTCAP'],
    [`${esc}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA${esc}\\`, 'whether it shows images'],
    [`${esc}]4;1;?\u0007`, 'a colour of the palette'],
    [`${esc}]10;?${esc}\\`, 'the colour of the text'],
    [`${esc}]11;?\u0007`, 'the colour of the ground'],
    [`${esc}]52;c;?\u0007`, 'the clipboard'],
    [`${esc}]1337;ReportCellSize\u0007`, 'the size of a cell'],
    ['\u009bc', 'DA1 by C1'],
  ])('%j does not reach the outer terminal (%s)', (query) => {
    expect(withoutQueries(`a${query}b`)).toBe('ab');
  });

  test.each([
    `${esc}[2J`,
    `${esc}[1;1H`,
    `${esc}[u`,
    `${esc}[3S`,
    `${esc}[4:3m`,
    `${esc}[2 q`,
    `${esc}[!p`,
    `${esc}[>4;2m`,
    `${esc}[>1u`,
    `${esc}[22;0t`,
    `${esc}[?2026h`,
    `${esc}]2;Does it ask?\u0007`,
    `${esc}]8;;https://example.org/?q=1;?\u0007`,
    `${esc}]52;c;YQ==\u0007`,
    `${esc}]11;#000000\u0007`,
    `${esc}]9;4;1;50\u0007`,
    `${esc}]133;A\u0007`,
  ])('%j does', (text) => {
    expect(withoutQueries(`a${text}b`)).toBe(`a${text}b`);
  });
});
