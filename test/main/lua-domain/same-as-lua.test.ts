// Long because it is a table of what Lua can be asked.
import { expect, test } from 'vitest';
import { createVm } from '../../../src/main/lua-domain/bridge';
import { openTestDomain } from '../../fixtures/lua-domain';

/** Shows what each line gives as an expression, or its error without the place. */
const show = `function show(lines)
  local function one(v)
    if type(v) == "string" then return '"' .. v:gsub("^[^\\n:]-:%d+: ", "") .. '"' end
    if type(v) == "table" then
      local parts = {}
      for i = 1, #v do parts[i] = one(v[i]) end
      return "{" .. table.concat(parts, " ") .. "}"
    end
    if type(v) == "function" or type(v) == "thread" then return type(v) end
    return tostring(v)
  end
  local shown = {}
  for line in lines:gmatch("[^\\n]+") do
    local t = table.pack(pcall(assert(load("return " .. line, "@repl"))))
    for i = 1, t.n do t[i] = one(t[i]) end
    shown[#shown + 1] = table.concat(t, " ")
  end
  return (table.concat(shown, "\\1"):gsub("[\\128-\\255]", "?"))
end`;

/** A Lua state with its own libraries, as it comes. */
async function openPlainLua(): Promise<(lines: string) => string> {
  const vm = await createVm(
    { memoryBytes: 256 << 20, cpuMs: 60_000, now: () => performance.now(), onProgress: () => undefined },
    () => ({}),
  );
  vm.run(`local shared = ... ${show} shared.api.show = show`, 'plain.lua');
  return (lines) => String(vm.call('show', lines)[0]);
}

/** Texts for which the sandbox's own matcher is taken, and those for which Lua's is. */
const subjects = ['("ab "):rep(110)', '"ab ab"', '""', '("x"):rep(330)', '("a\\0b"):rep(110)', '"\\255\\254"'];
const patterns = [
  ...[
    '"a"',
    '"%s+"',
    '"(a)(b)"',
    '"()ab()"',
    '"^ab"',
    '"b $"',
    '"[^%s]*"',
    '"x*"',
    '"%f[%w]%w+"',
    '".-b"',
    '""',
    '"a?b?"',
  ],
  ...['"%z"', '"[%a_][%w_]*"', '"(.)%1"', '"%b a"', '"\\\\0"', '"[a-]"', '"[]]"', '"[%a-z]"', '"a*?"'],
  // Malformed.
  ...['"["', '"[a"', '"%"', '"("', '")"', '"(()"', '"%1"', '"%f"', '"%b"', '"[]"', '"[^]"', '"%bx"', '"(a"'],
];
const uses = [
  ...['(S):find(P)', '(S):find(P, 3)', '(S):find(P, -2)', '(S):find(P, 2000)', '(S):find(P, 1, true)', '(S):match(P)'],
  ...[
    '(S):match(P, 4)',
    '(S):gsub(P, "<%0>", 3)',
    '(S):gsub(P, "%1", 2)',
    '(S):gsub(P, { ab = "x" })',
    '(S):gsub(P, "%2", 1)',
  ],
  ...[
    '(S):gsub(P, function(a, b) return b and b .. a end, 5)',
    '(S):gsub(P, "%", 1)',
    '(S):gsub(P, "-", 0)',
    '(S):gsub(P, "-", -1)',
  ],
  '(function() local t = {} for a, b in (S):gmatch(P) do t[#t + 1] = a t[#t + 1] = b or "-" if #t > 12 then break end end return t end)()',
  '(function() local t = {} for a in (S):gmatch(P, -3) do t[#t + 1] = a if #t > 5 then break end end return t end)()',
];

/** The rest of what the sandbox has in place of Lua's own. */
const others = [
  ...[
    'string.rep("ab", 3)',
    'string.rep("ab", 3, ",")',
    'string.rep("x", 0)',
    'string.rep("x", -1)',
    'string.rep("", 10)',
  ],
  ...[
    'string.rep("x", 2.0)',
    'string.rep("x", 1.5)',
    'string.rep("x", "3")',
    'string.rep(5, 2)',
    'string.rep("x")',
    'string.rep()',
  ],
  ...[
    'string.rep({}, 2)',
    'string.rep("x", {})',
    'string.rep("", 3, "ab")',
    'string.rep("x", 1, {})',
    '("x"):rep(3, 7)',
  ],
  ...[
    'table.insert({}, 1)',
    'table.insert({}, 5, 1)',
    'table.insert({})',
    'table.insert({}, 1, 2, 3)',
    'table.insert(nil, 1)',
  ],
  '(function() local t = { 1, 2 } table.insert(t, 1, 0) table.insert(t, 3) return t end)()',
  ...[
    'table.remove({})',
    'table.remove({ 1, 2, 3 })',
    'table.remove({ 1, 2, 3 }, 1)',
    'table.remove({}, 5)',
    'table.remove({ 1 }, 7)',
  ],
  ...[
    'table.concat({ 1, 2, "x" }, ", ")',
    'table.concat({ 1, {}, 3 })',
    'table.concat({ 1, 2, 3 }, "-", 2)',
    'table.concat({}, "x")',
  ],
  ...[
    'table.concat({ 1, 2 }, "", 1, 3)',
    'table.concat(5)',
    'table.concat(setmetatable({}, { __len = function() return 2 end, __index = function(_, i) return "i" .. i end }))',
  ],
  ...[
    'table.move({ 1, 2, 3 }, 1, 3, 2)',
    'table.move({ 1, 2, 3 }, 2, 3, 1)',
    'table.move({ 1, 2 }, 1, 2, 1, { 9 })',
    'table.move({}, 1, 0, 5)',
  ],
  ...[
    'table.move({ 1 }, -2, 1, 3)',
    'table.move({}, 1, math.maxinteger, 2)',
    'table.move({}, 0, math.maxinteger, 1)',
    'table.move(1, 2, 3, 4)',
  ],
  ...[
    'table.move({}, math.mininteger, 0, 1)',
    'table.move({ 1 }, 1, 1, math.maxinteger)',
    'table.move({}, 1, 2)',
    'table.move({ 1 }, "1", 1, 2)',
    'table.move({}, -1, 1, 2, 3)',
  ],
  ...[
    '(function() local t = { 3, 1, 2 } table.sort(t) return t end)()',
    '(function() local t = { 3, 1, 2 } table.sort(t, function(a, b) return a > b end) return t end)()',
  ],
  ...[
    'table.sort({ 1, "x" })',
    'table.sort({ 1, 2, 3 }, 5)',
    'table.sort(5)',
    'table.sort({ 1, 2, 3, 4, 5 }, function() return true end)',
  ],
  ...[
    'table.unpack({ 1, 2, 3 }, 2)',
    'table.unpack({}, 1, 1e8)',
    'table.pack(1, nil, 3).n',
    'select("#", table.unpack({}, 1, 3))',
  ],
  ...[
    'xpcall(error, function(e) return "h " .. tostring(e) end, "x")',
    'xpcall(function(...) return ... end, print, 1, 2)',
    'xpcall(5, function(e) return e end)',
  ],
  ...[
    'xpcall(function() error() end, function(e) return e == nil end)',
    'xpcall(function() error({ 1 }) end, function(e) return e end)',
    'xpcall(print)',
    'xpcall()',
  ],
  ...['pcall(error, "x", 0)', 'pcall(error)', 'pcall(error, nil)', 'pcall()', 'select(2, pcall(error, { 7 }))'],
  ...[
    'load("return 1 +")',
    'load("return ...", "x")(5)',
    'load(function() return nil end)',
    'load("x", "n", "b")',
    'load("\\27Lua")',
    'load(5)',
    'load({})',
    'load()',
  ],
  ...[
    '(function() local parts = { "return ", "4", "2" } local i = 0 return load(function() i = i + 1 return parts[i] end)() end)()',
  ],
  ...[
    'load("return x", "n", "t", { x = 7 })()',
    'load("x = 5 return x", "n", "t", {})()',
    'load("return 1", "n", "x")',
    'load(function() return {} end)',
    'load(function() error("stop") end)',
  ],
  ...[
    'load("return y", "n", "t", nil)',
    'load("goto x")',
    'load("local x <const> = 1; x = 2")',
    'load("break")',
    'load("x = = 1", "=name")',
    'load("x = = 1", "@file")',
    'load("x = = 1\\ny", "text")',
  ],
  ...[
    'setmetatable({}, nil)',
    'setmetatable({}, 5)',
    'setmetatable(5, {})',
    'setmetatable({})',
    'pcall(setmetatable, setmetatable({}, { __metatable = 1 }), {})',
  ],
  ...[
    'getmetatable(setmetatable({}, { __metatable = "locked" }))',
    'getmetatable({})',
    'rawlen({ 1, 2 })',
    'rawequal("a", "a")',
    'rawget({ 5 }, 1)',
  ],
  ...[
    'coroutine.wrap(function(...) return ... end)(1, 2)',
    '(coroutine.wrap(function() error("x") end)())',
    'coroutine.wrap(function() error({ 1 }) end)()',
    'coroutine.wrap(5)',
    'coroutine.create()',
  ],
  '(function() local f = coroutine.wrap(function() return 1 end) f() return f() end)()',
  '(function() local co = coroutine.create(function(a) local b = coroutine.yield(a + 1) error("e" .. b) end) return { coroutine.resume(co, 1) }, { coroutine.resume(co, 5) }, { coroutine.resume(co) }, coroutine.status(co) end)()',
  '(function() local co co = coroutine.create(function() return coroutine.resume(co) end) return coroutine.resume(co) end)()',
  '(function() local co = coroutine.create(function() coroutine.yield() end) coroutine.resume(co) return coroutine.close(co), coroutine.status(co) end)()',
  '(function() local co = coroutine.create(function() local c <close> = setmetatable({}, { __close = function() error("in close") end }) coroutine.yield() end) coroutine.resume(co) return coroutine.close(co) end)()',
  '(function() local log = {} local f = coroutine.wrap(function() local c <close> = setmetatable({}, { __close = function(_, e) log[#log + 1] = "closed" end }) error("x") end) return pcall(f), log end)()',
  ...[
    'coroutine.resume(5)',
    'coroutine.close(5)',
    'coroutine.status({})',
    'coroutine.wrap(coroutine.yield)(7)',
    'coroutine.isyieldable(coroutine.create(print))',
  ],
  '(function() local t = {} for k in coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) do t[#t + 1] = k end return t end)()',
  '(function() local co = coroutine.wrap(function() return pcall(function() return coroutine.yield(1) + 1 end) end) return co(), co(41) end)()',
  '(function() local co = coroutine.wrap(function() return pcall(pcall, error, "x") end) return co() end)()',
  '(function() local co = coroutine.create(function() return table.sort({ 2, 1 }, function() coroutine.yield() end) end) return coroutine.resume(co) end)()',
  ...[
    'collectgarbage("count") > 0',
    'type(collectgarbage("count"))',
    'os.time({ year = 2020, month = 1, day = 1, hour = 12 })',
    'os.date("!%Y-%m-%d %H:%M:%S", 0)',
    'os.date("!*t", 86400).day',
  ],
  ...[
    'os.date("%Ez")',
    'os.time({ year = 2020 })',
    'tostring(nil)',
    'tostring(1e15)',
    'tostring(-0.0)',
    'tonumber("0x10")',
    'tonumber("z", 36)',
    'tonumber("8", 8)',
    'math.tointeger("8")',
    'math.type(1.0)',
  ],
  ...[
    'string.format("%q", "a\\n\\0b")',
    'string.format("%5.2f|%-5d|%05d", 1.5, 3, 42)',
    'string.format("%d", 1.5)',
    'string.format("%s")',
    'string.pack("<i4", 100):byte(1, -1)',
    'utf8.char(228, 8364)',
    'utf8.len("\\xff")',
  ],
  ...[
    '("x"):bad()',
    '#"x" + {}',
    '{} .. "x"',
    '1 < "2"',
    'nil > 1',
    '(nil)()',
    '1 // 0',
    '1 % 0',
    '2^53 | 0',
    '1.5 | 0',
    '"a" | 1',
    '"10" + 5',
    'math.maxinteger + 1 == math.mininteger',
    '-7 // 2',
    '-7 % 3',
    '7 % -3.0',
  ],
  'select(-1, 1, 2, 3)',
  'next({}, 1)',
  'ipairs()',
  '(function() local t = {} for i, v in ipairs(setmetatable({}, { __index = function(_, i) if i < 4 then return i * i end end })) do t[i] = v end return t end)()',
  'tostring(setmetatable({}, { __tostring = function() return 5 end }))',
  'tostring(setmetatable({}, { __name = "Mine" })):match("^Mine: ") ~= nil',
];

/** What is not as Lua has it, and why. */
const different: Readonly<Record<string, string>> = {
  'string.rep("x", math.maxinteger // 2)': 'too much is refused sooner',
  'load("\\27Lua")': 'only texts are loaded',
  // Who calls nothing at all is told "got nil" instead of "got no value".
  ...{ 'string.rep("x")': '', 'string.rep()': '', 'table.move({}, 1, 2)': '', 'setmetatable()': '' },
  'table.move({}, 1, math.maxinteger, 2)': 'so many are refused before anything else is looked at',
};

test('What the sandbox has in place of Lua’s own does what that does', async () => {
  const plain = await openPlainLua();
  const lua = await openTestDomain({ cpuMs: 20_000, memoryBytes: 256 << 20 });
  expect(lua.eval(show)).toBe('');
  const codes = [
    ...others,
    ...uses.flatMap((use, n) =>
      patterns.map((pattern, at) => use.replace('S', subjects[(n + at) % subjects.length] ?? '').replace('P', pattern)),
    ),
  ].filter((code) => !(code in different));
  const lines = codes.join('\n');
  const expected = plain(lines).split('\x01');
  const got = lua.eval(`show([==[\n${lines}]==])`).split('\x01');
  expect(expected).toHaveLength(codes.length);
  expect(codes.map((code, at) => `${code} → ${got[at]}`)).toEqual(codes.map((code, at) => `${code} → ${expected[at]}`));
});
