-- What files say of the window's palette and of its keys. It is only kept: the window takes it from there.
local rt = ...
local host = rt.host

local function nothing() end

local function said_by(module)
  return rt.loading and rt.loading.name or module
end

-- Who says something anew means the newer.
local function forget(kind, name, module)
  for _, it in ipairs(rt.find(function(it) return it.kind == kind and it.name == name and it.module == module end)) do
    rt.remove(it)
  end
end

-- "mod+k", or a list of such, as one text. level: that of the file, seen from who calls this
local function keys_text(value, level)
  local list = type(value) == 'string' and { value } or value
  if type(list) ~= 'table' then error('keys are a text, or a list of texts', level + 1) end
  local texts = {}
  for index, keys in ipairs(list) do
    if type(keys) ~= 'string' then error('keys are a text, or a list of texts', level + 1) end
    local wrong = host.keys(keys)
    if wrong then error(wrong, level + 1) end
    texts[index] = keys
  end
  return table.concat(texts, ' ')
end

local kinds = { title = 'string', group = 'string', enabled = 'boolean', hidden = 'boolean' }

-- The options that are known, and no others: a slip would be silent.
local function about_of(options, known, level)
  if options ~= nil and type(options) ~= 'table' then error('the options must be a table', level + 1) end
  local about = {}
  for key, value in next, options or {} do
    if not known[key] then error('there is no option "' .. tostring(key) .. '" here', level + 1) end
    if key == 'keys' then
      about.keys = keys_text(value, level + 1)
    else
      local kind = kinds[key] or 'number'
      if type(value) ~= kind then error(key .. ' must be a ' .. kind, level + 1) end
      about[key] = value
    end
  end
  return about
end

local of_commands = { title = true, group = true, enabled = true, hidden = true, keys = true, priority = true }
local of_keys = { title = true, group = true, enabled = true, hidden = true, priority = true }
local of_changes = { title = true, group = true, enabled = true, hidden = true }

-- f may come before or after the options.
local function in_order(f, options)
  if type(f) == 'table' and (options == nil or type(options) == 'function') then return options, f end
  return f, options
end

local function removing(kind)
  return function(handler)
    local found = rt.find(function(it) return it.handler == handler and it.kind == kind end)
    for _, it in ipairs(found) do rt.remove(it) end
    return #found > 0
  end
end

function rt.commands_of(module)
  local commands = { unregister = removing('command') }

  function commands.register(name, f, options)
    f, options = in_order(f, options)
    local about = about_of(options, of_commands, 2)
    return rt.add('command', name, module, f, { about = about, priority = about.priority }).handler
  end

  -- What was said before and is not said anew stays.
  function commands.change(name, options)
    local about = about_of(options, of_changes, 2)
    local by = said_by(module)
    local function is_before(it) return it.kind == 'entry' and it.name == name and it.module == by end
    for _, before in ipairs(rt.find(is_before)) do
      for key, value in next, before.about do
        if about[key] == nil then about[key] = value end
      end
      rt.remove(before)
    end
    rt.add('entry', name, module, nothing, { about = about })
  end

  return commands
end

-- A key that stands for a command of Lua does what the command does; others are the window's to run.
local function standing_for(command)
  return function(...)
    local found = rt.find(function(it) return it.kind == 'command' and it.name == command end)[1]
    if not found then error('only a window can run "' .. command .. '"', 0) end
    return found.f(...)
  end
end

function rt.keys_of(module)
  local keys = { unbind = removing('key') }

  function keys.bind(key, target, options)
    target, options = in_order(target, options)
    if type(key) ~= 'string' then error('keys.bind takes keys, and what they do', 2) end
    keys_text(key, 2)
    local about = about_of(options, of_keys, 2)
    if type(target) == 'string' then
      about.command = target
      target = standing_for(target)
    end
    return rt.add('key', key, module, target, { about = about, priority = about.priority }).handler
  end

  function keys.map(all)
    if type(all) ~= 'table' then error('keys.map takes a table of commands and their keys', 2) end
    local names = {}
    for name in next, all do
      if type(name) ~= 'string' then error('keys.map takes a table of commands and their keys', 2) end
      names[#names + 1] = name
    end
    table.sort(names)
    for _, name in ipairs(names) do
      local text = keys_text(all[name], 2)
      forget('keymap', name, said_by(module))
      rt.add('keymap', name, module, nothing, { about = { keys = text } })
    end
  end

  return keys
end
