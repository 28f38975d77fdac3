-- Files, and their reload: all or nothing.
local rt = ...
local host, api = rt.host, rt.api

rt.modules = {}
local sources = {}
-- `hub.state`: the same table for all files of the domain.
local state = {}
rt.state_table = state
local next_order = 0
local most_after = 1000
local tx

local function copy(t)
  local result = {}
  for key, value in next, t do result[key] = value end
  return result
end

-- Lua shortens names of chunks beyond 59 bytes.
local function chunk_of(name)
  local chunk = name:gsub('%.', '/') .. '.lua'
  if #chunk > 55 then chunk = '~' .. chunk:sub(-54) end
  return chunk
end

------------------------------------------------------------------ what a failed load gives back

-- Every table that can be reached, with what was in it: putting it back keeps tables the same tables.
local function remember(value, seen)
  local waiting, count = { value }, 1
  while count > 0 do
    local t = waiting[count]
    waiting[count], count = nil, count - 1
    if not seen[t] then
      seen[t] = copy(t)
      for _, inner in next, seen[t] do
        if type(inner) == 'table' then waiting[count + 1], count = inner, count + 1 end
      end
    end
  end
end

local function put_back(t, content)
  for key in next, t do t[key] = nil end
  for key, value in next, content do rawset(t, key, value) end
end

-- A finalizer that came into a metatable later would count as soon as that is set again, and nobody could stop it.
local function finalizes(t)
  local meta = debug.getmetatable(t)
  return meta ~= nil and rawget(meta, '__gc') ~= nil
end

-- Those who hold the old exports see the new ones.
local function patch(old, new)
  if type(old) ~= 'table' or type(new) ~= 'table' or rawequal(old, new) or finalizes(old) or finalizes(new) then return new end
  tx.patched[#tx.patched + 1] = { t = old, content = copy(old), meta = debug.getmetatable(old) }
  put_back(old, new)
  debug.setmetatable(old, debug.getmetatable(new))
  return old
end

------------------------------------------------------------------ what files change in others

-- Files whose exports were changed by one that is to run again, or has gone: they run again, too, and so do all others that
-- may have changed them. So nothing is left of what a file that has gone had set in another.
local function add_changed(todo)
  local added = false
  local function look(name)
    local record = tx.modules[name]
    for needed in next, record and record.needs or {} do
      local other = rt.modules[needed]
      if other and not todo[needed] and other.picture ~= nil and not rt.is_as_pictured(other.exports, other.picture) then
        todo[needed], added = true, true
      end
    end
  end
  for name in next, copy(todo) do look(name) end
  for name in next, tx.unloaded do look(name) end
  return added
end

------------------------------------------------------------------ running one file

local function fail(name, message, trace)
  local source = sources[name]
  tx.problem = tx.problems[message] or { message = message, trace = trace or '', module = name, path = source and source.path }
  tx.problems[message] = tx.problem
  error(message, 0)
end

local function run(name)
  local source, old = sources[name], tx.modules[name]
  local record = {
    name = name, chunk = chunk_of(name), needs = {}, staged = {}, statements = {}, tx = tx, order = old and old.order,
  }
  if not record.order then
    next_order = next_order + 1
    record.order = next_order
  end
  local f, why = rt.load(source.text, '@' .. record.chunk, rt.environment(name))
  if not f then return fail(name, why) end
  rt.modules[name] = record
  tx.running[name] = true
  local outer = rt.loading
  rt.loading = record
  tx.records[name] = record
  local co = rt.create(f)
  host.begin(co, true)
  local ok, exports = coroutine.resume(co, name)
  local _, exceeded = host.finish()
  rt.loading = outer
  tx.running[name] = nil
  if not ok then
    rt.modules[name], tx.records[name] = old, nil
    local message, trace = rt.message(exports), debug.traceback(co)
    if not exceeded then rt.close(co) end
    return fail(name, message, trace)
  end
  if exports == nil then exports = {} end
  record.exports = patch(old and old.exports, exports)
  record.picture = rt.picture(record.exports)
  tx.ran[#tx.ran + 1] = name
  return record
end

function rt.is_known(name)
  return sources[name] ~= nil
end

local function chain(name)
  local names = {}
  for running in next, tx.running do names[#names + 1] = running end
  table.sort(names)
  return name .. ' (while loading ' .. table.concat(names, ', ') .. ')'
end

-- What `require` gives. `by` is the module that asks.
function rt.require(name, by)
  if type(name) ~= 'string' then error('require takes the name of a module', 3) end
  local asking = rt.modules[by]
  if asking then asking.needs[name] = true end
  local record = rt.modules[name]
  if record and not (tx and tx.todo[name] and not tx.records[name]) then
    if tx and tx.running[name] then error('modules require each other: ' .. chain(name), 3) end
    return record.exports
  end
  if not sources[name] then error("module '" .. name .. "' not found", 3) end
  if tx then return run(name).exports end
  error("module '" .. name .. "' has not been loaded, and nothing can be loaded in a handler. Require it at the top", 3)
end

------------------------------------------------------------------ the transaction

-- What was loaded and needs one of these, however indirectly.
local function add_dependants(todo)
  local grown = true
  while grown do
    grown = false
    for name, record in next, rt.modules do
      if not todo[name] then
        for needed in next, record.needs do
          if todo[needed] or tx.triggers[needed] then
            todo[name], grown = true, true
            break
          end
        end
      end
    end
  end
end

local function in_order(todo)
  local names = {}
  for name in next, todo do names[#names + 1] = name end
  table.sort(names, function(a, b) return rt.modules[a].order < rt.modules[b].order end)
  return names
end

local function is_needed(name)
  for other, record in next, rt.modules do
    if other ~= name and record.needs[name] then return true end
  end
  return false
end

-- What a file of the person has replaced runs for as long as somebody requires it.
local function drop_replaced()
  for name in next, rt.modules do
    if name:find('^shipped%.') and not is_needed(name) then
      rt.modules[name], tx.records[name], tx.unloaded[name] = nil, nil, true
    end
  end
end

local function work(changed, removed, start)
  for _, source in ipairs(changed) do
    sources[source.module] = source
    tx.triggers[source.module] = true
    if rt.modules[source.module] then tx.todo[source.module] = true end
  end
  for _, name in ipairs(removed) do
    tx.triggers[name] = true
    if rt.modules[name] then tx.unloaded[name] = true end
    sources[name], rt.modules[name], tx.todo[name] = nil, nil, nil
  end
  repeat add_dependants(tx.todo) until not add_changed(tx.todo)
  for _, name in ipairs(in_order(tx.todo)) do
    if not tx.records[name] then run(name) end
  end
  for _, name in ipairs(start) do
    if not rt.modules[name] then
      if not sources[name] then fail(name, 'There is no text of the module ' .. name .. '.') end
      run(name)
    end
  end
  drop_replaced()
end

local function roll_back(saved)
  rt.modules, sources, next_order = saved.modules, saved.sources, saved.order
  for i = #tx.patched, 1, -1 do
    local it = tx.patched[i]
    put_back(it.t, it.content)
    if it.meta == nil or rawget(it.meta, '__gc') == nil then debug.setmetatable(it.t, it.meta) end
  end
  for t, content in next, saved.reached do put_back(t, content) end
end

-- earlier: what `hub.state` begins with
function api.load(changed, removed, start, earlier)
  for key, value in next, earlier or {} do
    if rawget(state, key) == nil then rawset(state, key, value) end
  end
  local saved = { modules = copy(rt.modules), sources = copy(sources), order = next_order, reached = {} }
  remember(state, saved.reached)
  for _, record in next, rt.modules do
    if type(record.exports) == 'table' then remember(record.exports, saved.reached) end
  end
  tx = {
    modules = saved.modules, records = {}, todo = {}, ran = {}, running = {}, patched = {}, unloaded = {}, removed = {}, triggers = {},
    problems = {}, after = {}, staged_count = 0,
  }
  local ok, why = pcall(work, changed, removed, start)
  rt.loading = nil
  local done = tx
  if ok then rt.commit(tx) else roll_back(saved) end
  tx = nil
  if not ok then
    local problem = done.problems[why] or { message = rt.message(why), trace = '' }
    return false, problem.message, problem.trace, problem.module
  end
  for _, emitted in ipairs(done.after) do
    local told, problem = pcall(emitted)
    if not told then host.failed(rt.message(problem), '') end
  end
  return true, done.ran
end

-- What is emitted while files are loaded waits until they are in force.
function rt.afterwards(f)
  if not tx then return f() end
  if #tx.after >= most_after then error('more than ' .. most_after .. ' events are emitted while files are loaded', 3) end
  tx.after[#tx.after + 1] = f
end

api.state = state

function api.collect()
  collectgarbage()
end
