-- What tests say of values: `assert` of `core.spec`.
local M = {}

--- A value as Lua would write it, tables with their keys sorted.
---@param value any
---@return string
function M.show(value)
  local seen = {}
  local function show(one, depth)
    if type(one) == "string" then return string.format("%q", one) end
    if type(one) ~= "table" then return tostring(one) end
    if seen[one] or depth > 8 then return "{…}" end
    seen[one] = true
    local keys = {}
    for key in pairs(one) do keys[#keys + 1] = key end
    table.sort(keys, function(a, b)
      if type(a) == type(b) and (type(a) == "number" or type(a) == "string") then return a < b end
      return type(a) < type(b)
    end)
    local parts = {}
    for index, key in ipairs(keys) do
      local text = show(one[key], depth + 1)
      if key == index then
        parts[#parts + 1] = text
      elseif type(key) == "string" and key:find("^[%a_][%w_]*$") then
        parts[#parts + 1] = key .. " = " .. text
      else
        parts[#parts + 1] = "[" .. show(key, depth + 1) .. "] = " .. text
      end
    end
    seen[one] = nil
    return "{ " .. table.concat(parts, ", ") .. " }"
  end
  return show(value, 1)
end

local function same(a, b, depth)
  if a == b then return true end
  if type(a) ~= "table" or type(b) ~= "table" or depth > 50 then return false end
  for key, value in pairs(a) do
    if not same(value, b[key], depth + 1) then return false end
  end
  for key in pairs(b) do
    if a[key] == nil then return false end
  end
  return true
end

--- Fails the test. `level` as `error` has it: 2 is who called the caller.
local function fail(message, about, level)
  error(about and (about .. ": " .. message) or message, level + 1)
end

---@class viberot.Assert
---@overload fun(value: any, message: string?): any
local assertions = {}

--- The same value; of tables the same table.
function assertions.equal(actual, expected, about)
  if actual ~= expected then fail("expected " .. M.show(expected) .. ", got " .. M.show(actual), about, 2) end
end

--- Tables with the same content count as the same.
function assertions.same(actual, expected, about)
  if not same(actual, expected, 1) then fail("expected " .. M.show(expected) .. ", got " .. M.show(actual), about, 2) end
end

--- Neither nil nor false.
function assertions.truthy(value, about)
  if not value then fail("expected something, got " .. tostring(value), about, 2) end
end

--- nil or false.
function assertions.falsy(value, about)
  if value then fail("expected nothing, got " .. M.show(value), about, 2) end
end

--- A text that the pattern fits.
function assertions.match(text, pattern, about)
  if type(text) ~= "string" or not text:find(pattern) then
    fail("expected a text that fits " .. M.show(pattern) .. ", got " .. M.show(text), about, 2)
  end
end

--- A function that raises an error whose message contains the text. Returns the message.
function assertions.error(body, text, about)
  local ok, message = pcall(body)
  if ok then fail("expected an error, got none", about, 2) end
  if text and not tostring(message):find(text, 1, true) then
    fail("expected an error with " .. M.show(text) .. ", got " .. M.show(message), about, 2)
  end
  return message
end

M.assert = setmetatable(assertions, {
  __call = function(_, value, message)
    if not value then error(message or "assertion failed", 2) end
    return value
  end,
})

return M
