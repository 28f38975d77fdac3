-- What files have registered. While a file is loaded, its registrations are only staged in its record.
local rt = ...
local host, api = rt.host, rt.api

local all = {}
local count, timers, sequence = 0, 0, 0
local statements = {}
-- Handlers that the host knows of, and that are not there any more.
local gone = {}
local index
-- Whether something may be turned off.
local judged = false
rt.by_handler = {}
rt.limits = { handlers = 1000, timers = 200 }

function api.limit(handlers, most_timers)
  rt.limits.handlers, rt.limits.timers = handlers, most_timers
end

local function changed()
  index = nil
  host.changed()
end

local function order_of(registration)
  local record = rt.modules[registration.module]
  return record and record.order or math.huge
end

local function comes_before(a, b)
  if a.priority ~= b.priority then return a.priority > b.priority end
  local first, second = order_of(a), order_of(b)
  if first ~= second then return first < second end
  return a.sequence < b.sequence
end

-- The last that was said of a name counts: later files may turn off what earlier ones have registered.
local function judge()
  if #statements == 0 and not judged then return end
  judged = #statements > 0
  local said = {}
  for _, statement in ipairs(statements) do
    local key = statement.hook .. '\0' .. statement.name
    local before = said[key]
    if not before or not comes_before(statement, before) then said[key] = statement end
  end
  for registration in next, all do
    local statement = registration.label and said[registration.name .. '\0' .. registration.label]
    registration.enabled = not statement or statement.enabled
  end
end

local function build()
  judge()
  index = { handlers = {}, interceptors = {} }
  for registration in next, all do
    local kind = registration.kind
    local lists = (kind == 'event' or kind == 'hook') and index.handlers or kind == 'intercept' and index.interceptors
    if lists and registration.enabled then
      lists[registration.name] = lists[registration.name] or {}
      table.insert(lists[registration.name], registration)
    end
  end
  for _, lists in next, index do
    for _, list in next, lists do table.sort(list, comes_before) end
  end
  return index
end

local none = {}

function rt.handlers_of(name)
  return (index or build()).handlers[name] or none
end

function rt.interceptors_of(name)
  return (index or build()).interceptors[name] or none
end

local function insert(registration)
  if all[registration] then return end
  all[registration] = true
  registration.active = true
  rt.by_handler[registration.handler] = registration
  count = count + 1
  if registration.kind == 'timer' then timers = timers + 1 end
  if registration.kind == 'timer' then host.changed() else changed() end
end

local function take(registration)
  if not all[registration] then return end
  all[registration] = nil
  if registration.told ~= nil then gone[registration.handler] = true end
  registration.active = false
  rt.by_handler[registration.handler] = nil
  count = count - 1
  if registration.kind == 'timer' then timers = timers - 1 end
  if registration.kind == 'timer' then host.changed() else changed() end
end

local most_about = 4000

local function check_about(name, about, level)
  local size = 0
  for key, value in next, about do size = size + #key + (type(value) == 'string' and #value or 8) end
  if size > most_about then error('what is said about ' .. name .. ' is longer than ' .. most_about .. ' bytes', level + 1) end
end

-- about: plain data for the host; label: what hooks.unregister, enable and disable name it by
function rt.add(kind, name, module, f, options)
  if type(name) ~= 'string' or name == '' or #name > 200 then error('the name must be a text of at most 200 bytes', 3) end
  if type(f) ~= 'function' then error('the handler of ' .. name .. ' must be a function', 3) end
  check_about(name, options.about or {}, 3)
  local record = rt.loading
  local staged = record and record.tx.staged_count or 0
  if count + staged >= rt.limits.handlers then
    error('there are ' .. rt.limits.handlers .. ' handlers already, which is the limit', 3)
  end
  if kind == 'timer' and timers + staged >= rt.limits.timers then
    error('there are ' .. rt.limits.timers .. ' timers already, which is the limit', 3)
  end
  sequence = sequence + 1
  local registration = {
    handler = 'h' .. sequence, kind = kind, name = name, module = record and record.name or module, f = f,
    label = options.label, priority = options.priority or 0, about = options.about or {}, sequence = sequence,
    enabled = true, calls = 0, errors = 0, total = 0, longest = 0,
  }
  if record then
    record.staged[registration] = true
    record.tx.staged_count = staged + 1
  else
    insert(registration)
    rt.noted(module)
  end
  return registration
end

-- Removed for good; while a file is loaded, when all has gone well.
function rt.remove(registration)
  local record = rt.loading
  if not record then return take(registration) end
  for _, other in next, record.tx.records do other.staged[registration] = nil end
  record.tx.removed[registration] = true
end

local function visit(record, check)
  local found = {}
  local gone = record and record.tx.removed or none
  for registration in next, all do
    if not gone[registration] and check(registration) then found[#found + 1] = registration end
  end
  if record then
    for _, other in next, record.tx.records do
      for registration in next, other.staged do
        if check(registration) then found[#found + 1] = registration end
      end
    end
  end
  return found
end

function rt.find(check)
  return visit(rt.loading, check)
end

-- Turns what has a name on or off, for as long as the file that says so is loaded.
function rt.state(hook, name, module, enabled)
  local record = rt.loading
  sequence = sequence + 1
  local statement = {
    hook = hook, name = name, module = record and record.name or module, enabled = enabled, sequence = sequence, priority = 0,
  }
  if record then
    record.statements[#record.statements + 1] = statement
    return
  end
  local kept = {}
  for _, other in ipairs(statements) do
    if other.hook ~= hook or other.name ~= name or other.module ~= statement.module then kept[#kept + 1] = other end
  end
  kept[#kept + 1] = statement
  statements = kept
  rt.noted(module)
  changed()
end

-- All that was registered and said under a name that no file has.
function rt.forget(owner)
  for _, it in ipairs(rt.find(function(it) return it.module == owner end)) do take(it) end
  local kept = {}
  for _, statement in ipairs(statements) do
    if statement.module ~= owner then kept[#kept + 1] = statement end
  end
  statements = kept
  changed()
end

-- Puts in force what a transaction has staged, in place of all that the same files had.
function rt.commit(tx)
  local old = {}
  for registration in next, all do
    if tx.records[registration.module] or tx.unloaded[registration.module] or tx.removed[registration] then
      old[#old + 1] = registration
    end
  end
  for _, registration in ipairs(old) do take(registration) end
  local kept = {}
  for _, statement in ipairs(statements) do
    if not tx.records[statement.module] and not tx.unloaded[statement.module] then kept[#kept + 1] = statement end
  end
  for _, record in next, tx.records do
    for registration in next, record.staged do insert(registration) end
    for _, statement in ipairs(record.statements) do kept[#kept + 1] = statement end
    record.staged, record.statements, record.tx = nil, nil, nil
  end
  statements = kept
  changed()
end

-- What is new or has been turned on or off since the host was told last, and the handlers that are gone.
function api.registrations()
  judge()
  local list, removed = {}, {}
  for registration in next, all do
    if registration.told ~= registration.enabled then list[#list + 1] = registration end
  end
  table.sort(list, function(a, b) return a.sequence < b.sequence end)
  for i, it in ipairs(list) do
    it.told = it.enabled
    list[i] = { it.handler, it.kind, it.name, it.module, it.priority, it.enabled, it.about }
  end
  for handler in next, gone do removed[#removed + 1] = handler end
  gone = {}
  return list, removed
end

function api.stats()
  local list, modules = {}, 0
  for registration in next, all do
    if registration.calls > 0 then
      list[#list + 1] = {
        registration.handler, registration.calls, registration.errors, registration.total, registration.longest,
      }
    end
  end
  for _ in next, rt.modules do modules = modules + 1 end
  return list, modules
end
