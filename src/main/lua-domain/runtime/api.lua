-- The functions that files have. Each file gets its own, which know who calls.
local rt = ...
local host, api = rt.host, rt.api

local operations = {}

-- Names of what the host does: `http.get`, …
function api.operations(names)
  operations = names
end

local function check_options(options, level)
  if options ~= nil and type(options) ~= 'table' then error('the options must be a table', level + 1) end
  return options or {}
end

local function number_of(value, name, least, most)
  if value == nil then return nil end
  if type(value) ~= 'number' or value ~= value or value < least or value > most then
    error(name .. ' must be a number from ' .. least .. ' to ' .. most, 3)
  end
  return value
end

local function remove_handler(handler, kinds)
  local found = rt.find(function(it) return it.handler == handler and kinds[it.kind] end)
  for _, it in ipairs(found) do rt.remove(it) end
  return #found > 0
end

local function awaiting(env, module)
  local function add(name)
    local space, short = name:match('^([%w_]+)%.([%w_]+)$')
    if not space then return end
    env[space] = env[space] or {}
    env[space][short] = function(...) return (rt.await(name, module, ...)) end
  end
  for _, name in ipairs(operations) do add(name) end
  env.await = function(name, ...)
    if type(name) ~= 'string' then error('await takes the name of an operation', 2) end
    return (rt.await(name, module, ...))
  end
end

local function events_of(module)
  local events = {}

  function events.on(name, f, options)
    options = check_options(options, 2)
    local priority = number_of(options.priority, 'priority', -1e9, 1e9)
    return rt.add('event', name, module, f, { priority = priority }).handler
  end

  function events.off(handler)
    return remove_handler(handler, { event = true, hook = true, intercept = true, match = true })
  end

  function events.emit(name, ...)
    if type(name) ~= 'string' then error('events.emit takes the name of an event', 2) end
    local args = table.pack(...)
    rt.afterwards(function()
      host.tell('events.emit', module, name, table.unpack(args, 1, args.n))
      rt.dispatch(name, table.unpack(args, 1, args.n))
    end)
  end

  return events
end

local function hooks_of(module, events)
  local hooks = { off = events.off, notify = events.emit }

  local function named(kind, hook, name, f, options)
    options = check_options(options, 2)
    if type(name) ~= 'string' then error('a hook takes the name of the hook, a name for the handler, and the handler', 2) end
    -- Who registers a name again means the newer handler.
    for _, it in ipairs(rt.find(function(it)
      return it.kind == kind and it.name == hook and it.label == name and it.module == (rt.loading and rt.loading.name or module)
    end)) do
      rt.remove(it)
    end
    local about = { label = name, timeout_ms = number_of(options.timeout_ms, 'timeout_ms', 1, 60000) }
    local priority = number_of(options.priority, 'priority', -1e9, 1e9)
    return rt.add(kind, hook, module, f, { label = name, priority = priority, about = about }).handler
  end

  function hooks.on(hook, f, options)
    options = check_options(options, 2)
    return rt.add('hook', hook, module, f, { priority = number_of(options.priority, 'priority', -1e9, 1e9) }).handler
  end

  function hooks.register(hook, name, f, options)
    return named('hook', hook, name, f, options)
  end

  function hooks.intercept(hook, name, f, options)
    return named('intercept', hook, name, f, options)
  end

  -- Of one's own: gone. Of another file: off, for as long as this one is loaded.
  function hooks.unregister(hook, name)
    local asking = rt.loading and rt.loading.name or module
    local found = rt.find(function(it) return it.label ~= nil and it.label == name and it.name == hook end)
    for _, it in ipairs(found) do
      if it.module == asking then rt.remove(it) end
    end
    rt.state(hook, name, module, false)
    return #found > 0
  end

  function hooks.enable(hook, name)
    rt.state(hook, name, module, true)
  end

  function hooks.disable(hook, name)
    rt.state(hook, name, module, false)
  end

  return hooks
end

local function timers_of(module)
  local timer = {}
  local longest = 2147483647

  local function add(ms, f, about)
    if ms == nil then error('timer takes milliseconds and a function', 2) end
    return rt.add('timer', 'timer', module, f, { about = about }).handler
  end

  function timer.after(ms, f)
    return add(number_of(ms, 'the time in milliseconds', 0, longest), f, { after_ms = ms })
  end

  function timer.every(ms, f)
    return add(number_of(ms, 'the time in milliseconds', 10, longest), f, { every_ms = ms })
  end

  function timer.cancel(handler)
    return remove_handler(handler, { timer = true })
  end

  return timer
end

local plain = { string = true, number = true, boolean = true }

-- What is plain of a table that the host is to know.
local function about_of(options)
  local about = {}
  for key, value in next, check_options(options, 3) do
    if type(key) == 'string' and plain[type(value)] then about[key] = value end
  end
  return about
end

local function registering(kind, module)
  return function(name, f, options)
    if type(f) == 'table' and (options == nil or type(options) == 'function') then f, options = options, f end
    local about = about_of(options)
    return rt.add(kind, name, module, f, { about = about, priority = about.priority }).handler
  end
end

local function removing(kind)
  return function(handler) return remove_handler(handler, { [kind] = true }) end
end

local function show(...)
  local values = table.pack(...)
  for i = 1, values.n do values[i] = tostring(values[i]) end
  return table.concat(values, ' ')
end

-- log.info('%s has ended', name), or any values
local function text_of(format, ...)
  if select('#', ...) > 0 and type(format) == 'string' and format:find('%', 1, true) then
    local ok, text = pcall(string.format, format, ...)
    if ok then return text end
  end
  return show(format, ...)
end

local function log_of(module)
  local log = {}
  for _, level in ipairs { 'debug', 'info', 'warn', 'error' } do
    log[level] = function(...) host.log(level, module, text_of(...)) end
  end
  return log
end

-- An object whose output comes as events: `pty.output#ID`.
local function opened(module, space, id, methods, listeners)
  local object = { id = id }
  for short, operation in next, methods do
    object[short] = function(_, ...) return (rt.await(space .. '.' .. operation, module, id, ...)) end
  end
  for short, event in next, listeners do
    object[short] = function(_, f)
      return rt.add('event', space .. '.' .. event .. '#' .. tostring(id), module, f, {}).handler
    end
  end
  return object
end

local list_meta = debug.getmetatable(host.list())

-- A table that stays a list when it is empty.
local function as_list(t)
  if t ~= nil and type(t) ~= 'table' then error('json.list takes a table', 2) end
  return debug.setmetatable(t or {}, list_meta)
end

function rt.add_api(env, module)
  awaiting(env, module)
  env.events = events_of(module)
  env.hooks = hooks_of(module, env.events)
  env.timer = timers_of(module)
  env.log = log_of(module)
  env.print = function(...) host.log('info', module, show(...)) end
  env.json = { encode = host.encode, decode = host.decode, null = host.null(), list = as_list }
  env.require = function(name) return rt.require(name, module) end
  env.hub = env.hub or {}
  env.hub.state = rt.state_table
  env.hub.on_match = rt.on_match_of(module)
  env.status = rt.status_of(module)
  env.commands = rt.commands_of(module)
  env.keys = rt.keys_of(module)
  env.actions = { register = registering('action', module), unregister = removing('action') }
  env.watch = { directory = registering('watch', module), cancel = removing('watch') }
  rt.add_ui(env, module)
  if env.pty then
    env.pty.spawn = function(...)
      local id = rt.await('pty.spawn', module, ...)
      local methods = { write = 'write', resize = 'resize', kill = 'kill' }
      return opened(module, 'pty', id, methods, { on_output = 'output', on_exit = 'exit' })
    end
  end
  if env.ws then
    env.ws.connect = function(...)
      local id = rt.await('ws.connect', module, ...)
      return opened(module, 'ws', id, { send = 'send', close = 'close' }, { on_message = 'message', on_close = 'close' })
    end
  end
end

-- A handler that was stopped inside of another one has not counted itself out.
for _, name in ipairs { 'emit', 'settle', 'call', 'evaluate', 'intercept', 'late', 'ring', 'load', 'act', 'finish', 'abandon' } do
  local f = api[name]
  api[name] = function(...)
    rt.surface()
    return f(...)
  end
end
