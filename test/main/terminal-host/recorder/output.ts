import fc from 'fast-check';

/** Output of a program, or a resize, in the order in which they happen. */
export type Step = string | { readonly cols: number; readonly rows: number };

const number = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 12 }) }, fc.integer({ min: 0, max: 200 }));

const text = fc.oneof(
  fc.stringMatching(/^[ -~]{1,30}$/),
  fc.constantFrom('漢字', 'ｗｉｄｅ', '🙂', 'e\u0301', '\u0301', 'añé', '—•“”', '👩‍💻', '\u3000x', '界'),
  fc.constantFrom('aaaaaaaaaaaaaaaaaaaaaaaaa', '漢字漢字漢字漢字漢字漢字漢字'),
);

const control = fc.constantFrom(
  '\r\n',
  '\r\n',
  '\r\n',
  '\n',
  '\r',
  '\b',
  '\t',
  '\x07',
  '\x0b',
  '\x0e',
  '\x0f',
  '\x7f',
  '\0',
);

const sgrCode = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '1',
    '2',
    '3',
    '4',
    '4:3',
    '4:0',
    '5',
    '7',
    '8',
    '9',
    '21',
    '22',
    '24',
    '27',
    '39',
    '49',
    '53',
  ),
  fc.constantFrom('59', '38;5;196', '48;5;20', '38;2;1;2;3', '48:2::9:8:7', '58;5;3', '58:2::1:2:3', '38;5;1'),
  fc.integer({ min: 30, max: 37 }).map(String),
  fc.integer({ min: 40, max: 47 }).map(String),
  fc.integer({ min: 90, max: 107 }).map(String),
);
const sgr = fc.array(sgrCode, { minLength: 1, maxLength: 3 }).map((codes) => `\x1b[${codes.join(';')}m`);

const csi = fc
  .tuple(fc.constantFrom(...'@ABCDEFGHIJKLMPSTXZ`abdefg'), number, number)
  .map(([final, first, second]) => (final === 'b' ? `\x1b[${first % 9}b` : `\x1b[${first};${second}${final}`));

const region = fc.tuple(number, number).map(([top, bottom]) => `\x1b[${top};${bottom}r`);

const mode = fc
  .tuple(
    fc.constantFrom(1, 6, 7, 9, 12, 25, 45, 47, 66, 1000, 1002, 1003, 1004, 1006, 1016, 1047, 1048, 1049, 2004, 2026),
    fc.constantFrom('h', 'l'),
  )
  .map(([which, final]) => `\x1b[?${which}${final}`);

const other = fc.constantFrom(
  ...['\x1b7', '\x1b8', '\x1b[s', '\x1b[u', '\x1bD', '\x1bE', '\x1bM', '\x1bH', '\x1b=', '\x1b>', '\x1b[4h', '\x1b[4l'],
  ...[
    '\x1b[20h',
    '\x1b[20l',
    '\x1b[!p',
    '\x1b[3J',
    '\x1b[2J',
    '\x1b[?2J',
    '\x1b[?K',
    '\x1b[1"q',
    '\x1b[0"q',
    '\x1b[3 q',
  ],
  ...[
    '\x1b[0 q',
    '\x1b[2 q',
    '\x1b#8',
    '\x1b(0',
    '\x1b(B',
    '\x1b)0',
    '\x1b*A',
    '\x1bn',
    '\x1bo',
    '\x1b[2 @',
    '\x1b[2 A',
  ],
  ...["\x1b[2'}", "\x1b[1'~", '\x1b]0;Title ü\x07', '\x1b]2;other\x1b\\', '\x1b]1;icon\x07', '\x1b]8;;http://a/\x07'],
  ...[
    '\x1b]8;id=x;http://b/\x07',
    '\x1b]8;;\x07',
    '\x1b]4;1;rgb:11/22/33\x07',
    '\x1b]11;#123456\x07',
    '\x1bc',
    '\x1b[3g',
  ],
  ...['\x1bP$qm\x1b\\', '\x1b[6n', '\x1b_apc\x1b\\', '\x1b[38;5', '\x1b]0;cut', '\x18', '\x9b31m'],
);

const resize = fc.record({ cols: fc.integer({ min: 2, max: 40 }), rows: fc.integer({ min: 2, max: 12 }) });

/** Everything that a terminal knows, in an order that no program has thought of. */
export const anySteps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: text },
    { weight: 5, arbitrary: control },
    { weight: 4, arbitrary: sgr },
    { weight: 4, arbitrary: csi },
    { weight: 1, arbitrary: region },
    { weight: 2, arbitrary: mode },
    { weight: 3, arbitrary: other },
    { weight: 1, arbitrary: resize },
  ),
  { minLength: 1, maxLength: 60, size: 'max' },
);
