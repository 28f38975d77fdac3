-- Every handler runs in a coroutine of its own, so that it may wait for the host.
local rt = ...
local host, api = rt.host, rt.api

-- What a coroutine yields when it waits. Nothing outside the runtime has it.
local waits = {}
local waiting = {}
-- Coroutines of handlers: they belong to nobody who could resume them.
local tops = setmetatable({}, { __mode = 'k' })
local depth = 0
local most_depth = 16

local coroutines = {}
for name, f in pairs(coroutine) do coroutines[name] = f end
rt.coroutines = coroutines

-- Passes a wait upward, until it reaches the runtime, and the answer back down.
local function resume(co, ...)
  local results = table.pack(coroutine.resume(co, ...))
  while results[1] and rawequal(results[2], waits) do
    results = table.pack(coroutine.resume(co, coroutine.yield(waits, results[3])))
  end
  return results
end

function coroutines.resume(co, ...)
  if type(co) == 'thread' and tops[co] then return false, 'a handler cannot be resumed' end
  local results = resume(co, ...)
  return table.unpack(results, 1, results.n)
end

function coroutines.wrap(f)
  if type(f) ~= 'function' then return coroutine.wrap(f) end
  local co = coroutine.create(f)
  return function(...)
    local results = resume(co, ...)
    if results[1] then return table.unpack(results, 2, results.n) end
    -- One that was stopped cannot be stopped again; one that only could not be resumed goes on where it is.
    host.check()
    local closed, why = true, nil
    if coroutine.status(co) == 'dead' then closed, why = coroutine.close(co) end
    error(closed and results[2] or why, 2)
  end
end

function coroutines.close(co)
  if type(co) == 'thread' and tops[co] then error('a handler cannot be closed', 2) end
  -- One that was stopped cannot be stopped again.
  host.check()
  return coroutine.close(co)
end

function coroutines.yield(...)
  if tops[coroutine.running()] then error('yield outside of a coroutine: handlers wait by calling what awaits', 2) end
  return coroutine.yield(...)
end

function rt.create(f)
  local co = coroutine.create(f)
  tops[co] = true
  return co
end

-- Runs what a failed coroutine has left to be closed, with a limit as everything of theirs.
function rt.close(co)
  host.begin(co, false)
  coroutine.close(co)
  host.finish()
end

-- What is said of an error value.
function rt.message(value)
  if type(value) == 'string' then return value end
  if type(value) == 'number' then return tostring(value) end
  local message = type(value) == 'table' and rawget(value, 'message')
  if type(message) == 'string' then return message end
  local meta = debug.getmetatable(value)
  if type(meta) == 'table' and rawget(meta, '__tostring') ~= nil then
    -- That is code of somebody: it is limited as everything else of theirs.
    local co = rt.create(tostring)
    host.begin(co, false)
    local ok, text = coroutine.resume(co, value)
    host.finish()
    if ok and type(text) == 'string' then return text end
  end
  return 'an error value that is a ' .. type(value)
end

function rt.await(op, module, ...)
  if rt.loading then
    error(op .. ' waits for an answer, so it cannot be called while a file is loaded. '
      .. 'Call it in a handler, or in timer.after(0, function() … end)', 3)
  end
  if not coroutine.isyieldable() then
    error(op .. ' waits for an answer, which is not possible here (inside of a sort, or a metamethod of a library)', 3)
  end
  local ok, value = coroutine.yield(waits, host.call(op, module, ...))
  if not ok then error(op .. ': ' .. value, 3) end
  return value
end

function rt.surface()
  depth = 0
end

local function step(task, ...)
  local co, registration = task.co, task.registration
  depth = depth + 1
  host.begin(co, false)
  local results = table.pack(coroutine.resume(co, ...))
  local took, exceeded = host.finish()
  depth = depth - 1
  if registration then
    registration.total = registration.total + took
    task.took = task.took + took
    if task.took > registration.longest then registration.longest = task.took end
  end
  if results[1] and coroutine.status(co) ~= 'dead' then
    waiting[results[3]] = task
    return
  end
  if results[1] then
    task.done(true, results[2], results)
    return
  end
  if registration then registration.errors = registration.errors + 1 end
  local message, trace = rt.message(results[2]), debug.traceback(co)
  -- What it has left open is closed, unless that is what takes too long.
  if not exceeded then rt.close(co) end
  task.done(false, { message = message, trace = trace, module = task.module, handler = registration and registration.handler })
end

-- Runs a function to its end, or until it waits. done(true, first result, all results) or done(false, problem)
function rt.start(f, about, done, ...)
  local registration = about.registration
  if registration then registration.calls = registration.calls + 1 end
  local task = {
    co = rt.create(f), module = about.module, owner = about.owner or about.module, registration = registration, done = done, took = 0,
  }
  if depth >= most_depth then
    done(false, { message = 'events that cause events, ' .. most_depth .. ' deep', trace = '', module = about.module })
    return
  end
  step(task, ...)
end

function api.settle(id, ok, value)
  local task = waiting[id]
  waiting[id] = nil
  if task then step(task, ok, value) end
end

-- What waits under this name is not gone on with.
function rt.abandon(owner)
  local abandoned = {}
  for id, task in next, waiting do
    if task.owner == owner then abandoned[id] = task end
  end
  for id, task in next, abandoned do
    waiting[id] = nil
    task.done(false, { message = 'It was ended before.', trace = '', module = task.module })
  end
end

local function report(ok, problem)
  if not ok then host.failed(problem.message, problem.trace, problem.module, problem.handler) end
end

local function reply(id, ok, value)
  if not ok then
    host.reply(id, false, value.message, value.trace, value.module, value.handler)
    return
  end
  local crossed, why = pcall(host.reply, id, true, value)
  if not crossed then host.reply(id, false, 'The result: ' .. rt.message(why), '') end
end

function rt.dispatch(name, ...)
  local list = rt.handlers_of(name)
  for i = 1, #list do
    local registration = list[i]
    if registration.active then
      rt.start(registration.f, { module = registration.module, registration = registration }, report, ...)
    end
  end
end

function api.emit(name, ...)
  rt.dispatch(name, ...)
end

local late, tokens = {}, 0

local function after(ms, f)
  tokens = tokens + 1
  late[tokens] = f
  host.later(ms, tokens)
end

function api.late(token)
  local f = late[token]
  late[token] = nil
  if f then f() end
end

-- What a handler of a value may take, if it does not say.
local usual_timeout_ms = 500

-- A handler that fails, takes too long or gives what is no plain data is left out; one that returns nil blocks. Each gets a
-- copy, so that one that is left out has changed nothing.
function api.intercept(id, name, value)
  local list = rt.interceptors_of(name)
  local function go_on(i, current)
    local registration = list[i]
    if not registration then return reply(id, true, { value = current }) end
    if not registration.active then return go_on(i + 1, current) end
    local settled = false
    local function leave_out(message)
      registration.errors = registration.errors + 1
      report(false, { message = message, trace = '', module = registration.module, handler = registration.handler })
      go_on(i + 1, current)
    end
    local function done(ok, result)
      if settled then return end
      settled = true
      if not ok then
        report(ok, result)
        return go_on(i + 1, current)
      end
      if result == nil then return reply(id, true, nil) end
      local is_plain, plain = pcall(host.plain, result)
      if not is_plain then return leave_out(name .. ': the result of the handler: ' .. rt.message(plain)) end
      return go_on(i + 1, plain)
    end
    rt.start(registration.f, { module = registration.module, registration = registration }, done, host.plain(current))
    if settled then return end
    local most = registration.about.timeout_ms or usual_timeout_ms
    after(most, function()
      if settled then return end
      settled = true
      local who = registration.label and tostring(registration.label) .. ' ' or ''
      leave_out(name .. ': ' .. who .. 'took longer than ' .. most .. ' ms and is left out')
    end)
  end
  go_on(1, value)
end

function api.call(id, handler, ...)
  local registration = rt.by_handler[handler]
  if not registration then
    host.reply(id, false, 'There is no handler ' .. handler .. '.', '')
    return
  end
  if registration.about.after_ms then rt.remove(registration) end
  local function done(ok, value) reply(id, ok, value) end
  rt.start(registration.f, { module = registration.module, registration = registration }, done, ...)
end

-- Timers that are due, together. One whose last run still goes on is left out.
function api.ring(id, handlers)
  for _, handler in ipairs(handlers) do
    local registration = rt.by_handler[handler]
    if registration and not registration.is_ringing then
      if registration.about.after_ms then rt.remove(registration) end
      registration.is_ringing = true
      local function done(ok, problem)
        registration.is_ringing = nil
        report(ok, problem)
      end
      rt.start(registration.f, { module = registration.module, registration = registration }, done)
    end
  end
  host.reply(id, true)
end

local typed

function api.evaluate(id, code)
  typed = typed or rt.environment('repl')
  local f, why = rt.load('return ' .. code, '@repl', typed)
  if not f then f, why = rt.load(code, '@repl', typed) end
  if not f then
    host.reply(id, false, why, '', 'repl')
    return
  end
  local show = typed.tostring
  local function run()
    local results = table.pack(f())
    for i = 1, results.n do results[i] = show(results[i]) end
    return table.unpack(results, 1, results.n)
  end
  rt.start(run, { module = 'repl' }, function(ok, value, results)
    if ok then
      local texts = host.list()
      for i = 2, results.n do texts[i - 1] = results[i] end
      value = texts
    end
    reply(id, ok, value)
  end)
end
