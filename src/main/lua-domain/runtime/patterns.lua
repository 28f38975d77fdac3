-- Patterns: by Lua's own matcher when it cannot take long, else by one that can be stopped.
local rt = ...
local host = rt.host
local strings = rt.strings
local real = { find = string.find, match = string.match, gmatch = string.gmatch, gsub = string.gsub }
local sub, byte = string.sub, string.byte

local costs, known = {}, 0

-- How many loops the matcher may nest for a pattern, at worst.
local function loops(p)
  local cost = costs[p]
  if cost then return cost end
  local _, count = real.gsub(p, '[%*%+%-%?]', '')
  local _, more = real.gsub(p, '%%[b%d]', '')
  cost = count + more + 1
  if known >= 500 then
    costs, known = {}, 0
  end
  if #p <= 1000 then
    costs[p], known = cost, known + 1
  end
  return cost
end

local function is_cheap(s, p)
  if type(s) == 'number' then s = tostring(s) end
  if type(p) ~= 'string' or type(s) ~= 'string' then return true end
  return (#s + 1.0) ^ loops(p) <= 100000
end

local function first_position(init, length)
  if init == nil then return 1 end
  if math.type(init) ~= 'integer' then init = math.tointeger(tonumber(init)) or error('number has no integer representation', 3) end
  if init > 0 then return init end
  if init == 0 or init < -length then return 1 end
  return length + init + 1
end

local function begin(p)
  if byte(p, 1) == 94 then return 1, true end
  return 0, false
end

function strings.find(s, p, init, plain)
  if plain then
    if type(s) == 'string' and type(p) == 'string' and #s * (#p + 0.0) > 1e9 then error('the texts are too long', 2) end
    return real.find(s, p, init, plain)
  end
  if is_cheap(s, p) then return real.find(s, p, init) end
  if not real.find(p, '[%^%$%*%+%?%.%(%[%%%-]') then return strings.find(s, p, init, true) end
  s = tostring(s)
  local from = first_position(init, #s)
  if from > #s + 1 then return nil end
  local skip, anchored = begin(p)
  return host.scan(s, p, from - 1, -1, skip, anchored, 'find')
end

function strings.match(s, p, init)
  if is_cheap(s, p) then return real.match(s, p, init) end
  s = tostring(s)
  local from = first_position(init, #s)
  if from > #s + 1 then return nil end
  local skip, anchored = begin(p)
  return host.scan(s, p, from - 1, -1, skip, anchored, 'match')
end

function strings.gmatch(s, p, init)
  if is_cheap(s, p) then return real.gmatch(s, p, init) end
  s = tostring(s)
  local from, last = first_position(init, #s) - 1, -1
  local function go_on(_, finish, ...)
    if finish == nil then
      from = #s + 1
      return nil
    end
    from, last = finish, finish
    return ...
  end
  return function()
    if from > #s then return nil end
    return go_on(host.scan(s, p, from, last, 0, false, 'each'))
  end
end

local function expand(replacement, whole, ...)
  local captures = table.pack(...)
  local parts, at = {}, 1
  while true do
    local percent = real.find(replacement, '%', at, true)
    if not percent then break end
    parts[#parts + 1] = sub(replacement, at, percent - 1)
    local which = sub(replacement, percent + 1, percent + 1)
    if which == '%' then parts[#parts + 1] = '%'
    elseif which == '0' then parts[#parts + 1] = whole
    elseif tonumber(which) then
      local capture = captures[tonumber(which)]
      if capture == nil then error('invalid capture index %' .. which, 0) end
      parts[#parts + 1] = tostring(capture)
    else error("invalid use of '%' in replacement string", 0) end
    at = percent + 2
  end
  parts[#parts + 1] = sub(replacement, at)
  return table.concat(parts)
end

local function replaced(replacement, whole, ...)
  local kind = type(replacement)
  local value
  if kind == 'string' or kind == 'number' then return expand(tostring(replacement), whole, ...)
  elseif kind == 'table' then value = replacement[(...)]
  else value = replacement(...) end
  if not value then return whole end
  if type(value) ~= 'string' and type(value) ~= 'number' then
    error('invalid replacement value (a ' .. type(value) .. ')', 0)
  end
  return value
end

local replacements = { string = true, number = true, table = true, ['function'] = true }

-- Replacements that are functions are called from Lua, so they may await.
function strings.gsub(s, p, replacement, most)
  local kind = type(replacement)
  if not replacements[kind] or kind ~= 'function' and is_cheap(s, p) then return real.gsub(s, p, replacement, most) end
  if type(p) ~= 'string' or (type(s) ~= 'string' and type(s) ~= 'number') then return real.gsub(s, p, replacement, most) end
  s = tostring(s)
  local skip, anchored = begin(p)
  local parts, from, last, count = {}, 0, -1, 0
  most = most or #s + 1
  local function take(start, finish, ...)
    if start == nil then return false end
    count = count + 1
    parts[#parts + 1] = sub(s, from + 1, start)
    parts[#parts + 1] = replaced(replacement, sub(s, start + 1, finish), ...)
    from, last = finish, finish
    return true
  end
  while count < most and from <= #s do
    if not take(host.scan(s, p, from, last, skip, anchored, 'each')) or anchored then break end
  end
  parts[#parts + 1] = sub(s, from + 1)
  return table.concat(parts), count
end
