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

function globals.setmetatable(t, meta)
  -- A finalizer runs where nobody could stop it.
  if type(meta) == 'table' and rawget(meta, '__gc') ~= nil then error('__gc is not available here', 2) end
  return setmetatable(t, meta)
end

local traceback = debug.traceback
globals.debug = {
  traceback = function(...)
    return traceback(...)
  end,
}

-- The handler runs after the stack is gone: inside of it, nothing could be stopped. Only the traceback is made in time.
function globals.xpcall(f, handler, ...)
  local with_trace = handler == globals.debug.traceback
  local results
  if with_trace then results = table.pack(xpcall(f, traceback, ...))
  else results = table.pack(pcall(f, ...)) end
  if results[1] or with_trace then return table.unpack(results, 1, results.n) end
  return false, handler(results[2])
end

function globals.collectgarbage(what)
  if what ~= nil and what ~= 'count' then error("collectgarbage: only 'count' is available here", 2) end
  return collectgarbage('count')
end

-- Text only: bytecode could break out of the interpreter.
function rt.load(text, name, env)
  if type(text) == 'function' then
    local parts, size = {}, 0
    for part in text do
      if part == '' then break end
      size = size + #part
      if size > most_source then return nil, 'the source is too long' end
      parts[#parts + 1] = part
    end
    text = table.concat(parts)
  end
  if type(text) ~= 'string' then return nil, 'load takes a text' end
  if #text > most_source then return nil, 'the source is too long' end
  return load(text, type(name) == 'string' and name or '=load', 't', env)
end

local strings = {}
for name, f in pairs(string) do strings[name] = f end
strings.dump = nil

function strings.rep(s, n, separator)
  if math.type(n) ~= 'integer' then return string.rep(s, n, separator) end
  local size = #tostring(s) + #(separator or '')
  if size == 0 then return '' end
  if n > most_result // size then error('string.rep: the result would be too large', 2) end
  host.check()
  return string.rep(s, n, separator)
end
rt.strings = strings

local tables = {}
for name, f in pairs(table) do tables[name] = f end
local most_items = 1 << 24

local function check_length(t)
  if type(t) ~= 'table' or #t < 4096 then return end
  if #t > most_items then error('the table is too long', 3) end
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
  if before == nil and type(t) == 'table' and #t > 100000 then before = function(a, b) return a < b end end
  return table.sort(t, before)
end

function tables.concat(t, ...)
  check_length(t)
  return table.concat(t, ...)
end

function tables.move(a, from, to, at, b)
  if math.type(from) == 'integer' and math.type(to) == 'integer' and to - from > 100000 or (from or 0) < 0 then
    if to < from then return b or a end
    local target = b or a
    if to - from < 0 or to - from > most_items then error('table.move: the range is too long', 2) end
    if at > to or at <= from or target ~= a then
      for i = 0, to - from do target[at + i] = a[from + i] end
    else
      for i = to - from, 0, -1 do target[at + i] = a[from + i] end
    end
    return target
  end
  return table.move(a, from, to, at, b)
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
  env.load = function(text, name, mode, other)
    return rt.load(text, name, other == nil and env or other)
  end
  env._G = env
  rt.add_api(env, module)
  return env
end
