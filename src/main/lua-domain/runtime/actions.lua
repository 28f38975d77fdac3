-- What rules do in Lua. Each run has a table `viberot` of its own, and all that it registers goes with it.
local rt = ...
local host, api = rt.host, rt.api

-- Runs by their owner, a name that no module has: what they register is registered by that.
local runs = {}
local most_callbacks = 50
local load = api.load

-- The owner has something that is to be forgotten when its run is over.
function rt.noted(owner)
  local run = runs[owner]
  if run then run.noted = true end
end

local function refuse(id, problem)
  host.reply(id, false, problem.message, problem.trace or '', problem.module, problem.handler)
end

-- Nothing of a run goes on.
local function drop(owner)
  local run = runs[owner]
  runs[owner] = nil
  if run and run.noted then rt.forget(owner) end
end

-- What the run is told of what it is for, and what it may say.
local function viberot_of(owner, run, about, log)
  about.log = log.info
  function about.on_finish(f)
    if type(f) ~= 'function' then error('viberot.on_finish takes a function', 2) end
    if runs[owner] ~= run then error('viberot.on_finish: this run is over', 2) end
    if #run.callbacks >= most_callbacks then error('viberot.on_finish: ' .. most_callbacks .. ' functions are the most', 2) end
    run.callbacks[#run.callbacks + 1] = f
  end
  return about
end

-- A module that nobody has needed so far is loaded when a run needs it.
local function requiring(owner)
  return function(name)
    if type(name) == 'string' and rt.is_known(name) and not rt.modules[name] then
      local ok, message = load({}, {}, { name })
      if not ok then error(message, 0) end
    end
    return rt.require(name, owner)
  end
end

-- Code of a rule, or the handler of an action that a file has registered.
local function find(owner, what, env, viberot)
  if what.handler then
    local registration = rt.by_handler[what.handler]
    if registration then return registration.f, { module = registration.module, registration = registration, owner = owner } end
    return nil, 'The action is not there any more.'
  end
  env.viberot, env.require = viberot, requiring(owner)
  local f, why = rt.load(what.text, '@' .. what.chunk, env)
  return f, f and { module = owner } or why
end

-- Answers, when the code has come to its end, whether something of the run waits for the end of the command.
function api.act(id, owner, about, what)
  local run = { callbacks = {} }
  runs[owner] = run
  local env = rt.environment(owner)
  local viberot = viberot_of(owner, run, about, env.log)
  local f, how = find(owner, what, env, viberot)
  if not f then
    drop(owner)
    return refuse(id, { message = how, module = owner })
  end
  rt.start(f, how, function(ok, problem)
    if ok and (#run.callbacks > 0 or run.noted) then return host.reply(id, true, true) end
    drop(owner)
    if ok then host.reply(id, true, false) else refuse(id, problem) end
  end, viberot)
end

-- The command has ended: calls what the run has given to on_finish, one after the other, and ends the run.
function api.finish(id, owner, ...)
  local run, args = runs[owner], table.pack(...)
  local failure
  local function go_on(i)
    if not run or runs[owner] ~= run then failure = { message = 'The run was ended before.' } end
    local f = run and runs[owner] == run and run.callbacks[i]
    if f then
      return rt.start(f, { module = owner }, function(ok, problem)
        if not ok then failure = failure or problem end
        go_on(i + 1)
      end, table.unpack(args, 1, args.n))
    end
    drop(owner)
    if failure then refuse(id, failure) else host.reply(id, true, nil) end
  end
  go_on(1)
end

-- The run is to end as it is.
function api.abandon(owner)
  drop(owner)
  rt.abandon(owner)
end

-- Whether a text is Lua at all.
function api.compile(id, text, chunk)
  local f, why = rt.load(text, '@' .. chunk, {})
  if f then host.reply(id, true, nil) else refuse(id, { message = why }) end
end
