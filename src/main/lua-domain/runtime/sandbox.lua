-- What files may use of Lua's own libraries. Each file gets copies, so that none can change them for another.
-- The runtime itself keeps the originals, which nothing outside can reach.
local rt = ...
local host = rt.host

local globals = {}
for _, name in ipairs {
  'assert', 'error', 'getmetatable', 'ipairs', 'next', 'pairs', 'pcall', 'rawequal', 'rawget', 'rawlen', 'rawset',
  'select', 'tonumber', 'tostring', 'type', '_VERSION',
} do
  globals[name] = _G[name]
end

local most_result = 16 * 1024 * 1024
local most_source = 1024 * 1024

function globals.setmetatable(t, ...)
  local meta = ...
  -- A finalizer runs where nobody could stop it.
  if type(meta) == 'table' and rawget(meta, '__gc') ~= nil then error('__gc is not available here', 2) end
  return setmetatable(t, ...)
end

local traceback = debug.traceback
globals.debug = {
  traceback = function(...)
    return traceback(...)
  end,
}

-- The handler runs after the stack is gone: inside of it, nothing could be stopped. Only the traceback is made in time.
function globals.xpcall(f, ...)
  local handler = ...
  if type(handler) ~= 'function' then return xpcall(f, ...) end
  local with_trace = handler == globals.debug.traceback
  local results
  if with_trace then results = table.pack(xpcall(f, traceback, select(2, ...)))
  else results = table.pack(pcall(f, select(2, ...))) end
  if results[1] or with_trace then return table.unpack(results, 1, results.n) end
  local told, message = pcall(handler, results[2])
  if not told then message = 'error in error handling' end
  return false, message
end

function globals.collectgarbage(what)
  if what ~= nil and what ~= 'count' then error("collectgarbage: only 'count' is available here", 2) end
  return collectgarbage('count')
end

local function read_source(reader)
  local parts, size = {}, 0
  for part in reader do
    if part == '' then break end
    if type(part) ~= 'string' and type(part) ~= 'number' then error('reader function must return a string', 0) end
    part = tostring(part)
    size = size + #part
    if size > most_source then error('the source is too long', 0) end
    parts[#parts + 1] = part
  end
  return table.concat(parts)
end

-- Text only: bytecode could break out of the interpreter.
function rt.load(text, name, env)
  if #text > most_source then return nil, 'the source is too long' end
  return load(text, name, 't', env)
end

local function load_for(env)
  return function(...)
    local text, name, mode, other = ...
    if type(text) == 'function' then
      local ok, source = pcall(read_source, text)
      if not ok then return nil, source end
      text, name = source, name or '=(load)'
    elseif type(text) ~= 'string' and type(text) ~= 'number' then
      -- It says what is wrong.
      return load(...)
    end
    text = tostring(text)
    if mode ~= nil and not tostring(mode):find('t', 1, true) then
      return nil, "attempt to load a text chunk (mode is '" .. tostring(mode) .. "')"
    end
    if select('#', ...) < 4 then other = env end
    return rt.load(text, name or text, other)
  end
end

local strings = {}
for name, f in pairs(string) do strings[name] = f end
strings.dump = nil

local function integer(value)
  return math.tointeger(tonumber(value))
end

function strings.rep(s, n, ...)
  local separator = ... or ''
  local count = integer(n)
  local is_text = (type(s) == 'string' or type(s) == 'number') and (type(separator) == 'string' or type(separator) == 'number')
  if count and count > 0 and is_text then
    local size = #tostring(s) + #tostring(separator)
    if size == 0 then return '' end
    if count > most_result // size then error('resulting string too large', 2) end
    host.check()
  end
  return string.rep(s, n, ...)
end
rt.strings = strings

local tables = {}
for name, f in pairs(table) do tables[name] = f end
local most_items = 1 << 24
-- Of those whose items are functions' results: such functions cannot always be stopped.
local most_made_items = 1 << 17

local function check_length(t)
  local length = type(t) == 'table' and #t
  -- Lua says what is wrong with a length that is no number.
  if math.type(length) ~= 'integer' or length < 4096 then return end
  if length > (debug.getmetatable(t) and most_made_items or most_items) then error('the table is too big', 3) end
  host.check()
end

function tables.insert(t, ...)
  check_length(t)
  return table.insert(t, ...)
end

function tables.remove(t, ...)
  check_length(t)
  return table.remove(t, ...)
end

function tables.sort(t, before)
  check_length(t)
  -- A long list is compared in Lua, where it can be stopped.
  if before == nil and type(t) == 'table' and math.type(#t) == 'integer' and #t > 100000 then before = function(a, b) return a < b end end
  return table.sort(t, before)
end

function tables.concat(t, ...)
  check_length(t)
  return table.concat(t, ...)
end

function tables.move(a, from, to, at, ...)
  local first, last, target = integer(from), integer(to), integer(at)
  -- Others take no time, or are no ranges: Lua says what is wrong.
  if not (first and last and target) or last < first or last - first >= 0 and last - first <= 100000 then
    return table.move(a, from, to, at, ...)
  end
  if last - first < 0 or last - first > most_items then error("bad argument #3 to 'move' (too many elements to move)", 2) end
  local other = ... or a
  if target > last or target <= first or other ~= a then
    for i = 0, last - first do other[target + i] = a[first + i] end
  else
    for i = last - first, 0, -1 do other[target + i] = a[first + i] end
  end
  return other
end

local function copy(library)
  local result = {}
  for name, f in next, library do result[name] = f end
  return result
end

local meta_of_strings = debug.getmetatable('')
meta_of_strings.__index = strings
meta_of_strings.__metatable = false

local libraries = {
  string = strings,
  table = tables,
  math = math,
  utf8 = utf8,
  os = { time = os.time, date = os.date, clock = os.clock, difftime = os.difftime },
  debug = globals.debug,
}

-- A file's global environment: its own, with all that it may use.
function rt.environment(module)
  local env = copy(globals)
  for name, library in next, libraries do env[name] = copy(library) end
  env.coroutine = copy(rt.coroutines)
  env.load = load_for(env)
  env._G = env
  rt.add_api(env, module)
  return env
end
