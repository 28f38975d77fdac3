import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPatterns, positionCapture } from '../../../src/main/lua-domain/patterns';
import { openTestDomain } from '../../fixtures/lua-domain';

const patterns = createPatterns(
  (message) => {
    throw new Error(message);
  },
  () => undefined,
);

/** As string.find shows its results, in hexadecimal. */
function find(text: string, pattern: string): string {
  const heap = Buffer.from(`${text}${pattern}`, 'latin1');
  const anchored = pattern.startsWith('^');
  try {
    const found = patterns.scan(
      { heap, from: 0, to: text.length },
      { heap, from: text.length + (anchored ? 1 : 0), to: heap.length },
      { from: 0, last: -1, anchored },
    );
    if (!found) return 'nil';
    const captures = found.captures.map(({ start, length }) =>
      length === positionCapture ? String(start + 1) : `"${text.slice(start, start + length)}"`,
    );
    return [found.start + 1, found.end, ...captures].join(' ');
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
}

const show = `function show(ok, ...)
  if not ok then return ((...):gsub("^.-:%d+: ", "")) end
  local t = table.pack(...)
  for i = 1, t.n do if type(t[i]) == "string" then t[i] = '"' .. t[i] .. '"' else t[i] = tostring(t[i]) end end
  return table.concat(t, " ")
end`;
const pieces = [
  'a',
  'b',
  '.',
  '%a',
  '%A',
  '%s',
  '%d',
  '[ab]',
  '[^a]',
  '[%w_]',
  '[a-c]',
  '[]x]',
  '[^]]',
  '(',
  ')',
  '()',
  '%1',
];
const suffixes = ['', '', '', '*', '+', '-', '?'];
const others = ['^', '$', '%b()', '%f[%w]', '%', '[', '%%'];
const piece = fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(...suffixes)).map(([first, last]) => first + last);
const pattern = fc
  .array(fc.oneof({ weight: 8, arbitrary: piece }, fc.constantFrom(...others)), { maxLength: 6 })
  .map((parts) => parts.join(''))
  // Without special characters it is a plain search.
  .filter((text) => /[\^$*+?.([%-]/.test(text))
  // With more loops, Lua's own matcher is not asked.
  .filter((text) => (text.match(/[*+?-]|%b|%\d/g) ?? []).length <= 4);
const text = fc.array(fc.constantFrom(...'aabc x(1)]_'), { maxLength: 7 }).map((parts) => parts.join(''));

test('The matcher that can be stopped finds what Lua’s own finds', async () => {
  const lua = await openTestDomain({ cpuMs: 5_000 });
  lua.eval(show);
  fc.assert(
    fc.property(text, pattern, (subject, sought) => {
      const theirs = lua.eval(`show(pcall(string.find, ${JSON.stringify(subject)}, ${JSON.stringify(sought)}))`);
      expect(find(subject, sought)).toBe(theirs);
    }),
    { numRuns: 250 },
  );
});

const long = '(("ab "):rep(400))';
/** Code that takes the matcher that can be stopped, and what Lua’s own gives. */
const results: Readonly<Record<string, string>> = {
  [`#(${long}:gsub("%s+", "-")), select(2, ${long}:gsub("%s+", "-"))`]: '1200 400',
  [`(${long}:gsub("(a)(b)%s*", "%2%1%0%%")):sub(1, 12)`]: 'baab %baab %',
  [`(${long}:gsub("%w+", { ab = "x" })):sub(1, 5)`]: 'x x x',
  [`(${long}:gsub("%w+", function(w) return w == "ab" and w:upper() end, 2)):sub(1, 9)`]: 'AB AB ab ',
  [`(${long}:gsub("x*", "-")):sub(1, 8)`]: '-a-b- -a',
  [`(${long}:gsub("^a+", "x")):sub(1, 5)`]: 'xb ab',
  [`#(${long}:match("^%s*(.-)%s*$"))`]: '1199',
  [`${long}:match("(a)()b%s*", -4)`]: 'a 1199',
  [`${long}:find("b%s*", 4)`]: '5 6',
  [`${long}:find("b%s*$")`]: '1199 1200',
  [`${long}:find("x+", 5000)`]: 'nil',
  [`${long}:match("x+.-y")`]: 'nil',
  [`(function() local n = 0 for a, b in ${long}:gmatch("(a)(b%s*)") do n = n + #a + #b end return n end)()`]: '1200',
  [`pcall(string.gsub, ${long}, "%w+", "%2")`]: 'false invalid capture index %2',
  [`pcall(string.gsub, ${long}, "%w+", function() return {} end)`]: 'false invalid replacement value (a table)',
};

test('Long texts give what short ones would', async () => {
  const lua = await openTestDomain({ cpuMs: 2_000 });
  for (const [code, expected] of Object.entries(results)) expect(lua.eval(code), code).toBe(expected);
});
