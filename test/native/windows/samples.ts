/** Text as the test programs read it: UTF-16 units, four hex digits each. */
export const hex = (text: string): string =>
  Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0')).join('');

/** Command lines and what CommandLineToArgvW makes of them: the examples of its documentation, and the odd cases. */
export const splits: [string, string[]][] = [
  ['', []],
  ['program', ['program']],
  ['"a program" b', ['a program', 'b']],
  [String.raw`C:\path\x.exe\ "a"`, ['C:\\path\\x.exe\\', 'a']],
  [String.raw`"no \" escape" b`, ['no \\', 'escape b']],
  [' leading', ['', 'leading']],
  ['x "a b c" d e', ['x', 'a b c', 'd', 'e']],
  [String.raw`x "ab\"c" "\\" d`, ['x', 'ab"c', '\\', 'd']],
  [String.raw`x a\\\b d"e f"g h`, ['x', 'a\\\\\\b', 'de fg', 'h']],
  [String.raw`x a\\\"b c d`, ['x', 'a\\"b', 'c', 'd']],
  [String.raw`x a\\\\"b c" d e`, ['x', 'a\\\\b c', 'd', 'e']],
  [
    String.raw`x CallMeIshmael "Call Me Ishmael" Cal"l Me I"shmael CallMe\"Ishmael`,
    ['x', 'CallMeIshmael', 'Call Me Ishmael', 'Call Me Ishmael', 'CallMe"Ishmael'],
  ],
  ['x "" y', ['x', '', 'y']],
  ['x """" y', ['x', '" y']],
  ['x """a""" b', ['x', '"a"', 'b']],
  ['x a"b"" c d', ['x', 'ab"', 'c', 'd']],
  ['x "open end', ['x', 'open end']],
  ['x\t\ta \t b\t', ['x', 'a', 'b']],
  [String.raw`x \ \\ "\\" "a\\"`, ['x', '\\', '\\\\', '\\', 'a\\']],
  ['x 日本 🦀 \ud83d', ['x', '日本', '🦀', '\ud83d']],
  ['x a\u0000b c', ['x', 'a']],
];

/** Command lines that consist of little else than what is special in them; the same each time. */
export function randomCommandLines(count: number): string[] {
  let seed = 42;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  const pieces = ['a', ' ', '\t', '"', '"', '\\', '\\\\'];
  return Array.from({ length: count }, () => `p${Array.from({ length: next(14) }, () => pieces[next(7)]).join('')}`);
}
