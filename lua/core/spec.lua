-- Tests of Lua files: describe, it, assert, and a host that says what the test wants it to say. Run by
-- `viberot lua test`, in the runtime that the files run in; never by the app itself.

local M = {}

local tests = {}
local path = {}
local setups = {}
local current

--- Groups tests. May lie in another one.
---@param name string
---@param body fun()
function M.describe(name, body)
  path[#path + 1] = name
  local before = #setups
  body()
  for index = #setups, before + 1, -1 do setups[index] = nil end
  path[#path] = nil
end

--- Before each test of this group that is written below.
---@param body fun()
function M.before_each(body)
  setups[#setups + 1] = body
end

local function add(name, body, skip)
  local names = table.move(path, 1, #path, 1, {})
  names[#names + 1] = name
  tests[#tests + 1] = {
    name = table.concat(names, " "),
    body = body,
    setups = table.move(setups, 1, #setups, 1, {}),
    skip = skip,
  }
end

--- A test: it passes when its body ends without an error. The body may await.
---@param name string
---@param body fun()
function M.it(name, body)
  add(name, body, false)
end

--- A test that is not run for now.
---@param name string
---@param body fun()?
function M.skip(name, body)
  add(name, body, true)
end

------------------------------------------------------------------ assertions

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

------------------------------------------------------------------ the host

--- Answers an operation of the host (`"http.get"`, `"hub.agents"`) until the test ends: with a value, or with what a
--- function makes of the arguments. An error of the function is the error that the host would answer.
---@param operation string
---@param answer any
function M.answer(operation, answer)
  current.answers[operation] = { value = answer }
end

--- The arguments of each call of an operation so far, oldest first; of `"events.emit"` what was told.
---@param operation string
---@return any[][]
function M.calls(operation)
  return current.calls[operation] or {}
end

-- The runner passes on here what files ask of the host.
events.on("spec.answer", function(operation, ...)
  local test = current
  if not test then
    if operation == "events.emit" then return nil end
    error("it was called outside a test", 0)
  end
  local calls = test.calls[operation] or {}
  test.calls[operation] = calls
  calls[#calls + 1] = { ... }
  -- What is told needs no answer.
  if operation == "events.emit" then return nil end
  local answer = test.answers[operation]
  if not answer then
    error('it is not answered in this test: say spec.answer("' .. operation .. '", …) first', 0)
  end
  if type(answer.value) == "function" then return answer.value(...) end
  return answer.value
end)

--- Tells an event, as the hub would, and waits until its handlers are done. Their errors are errors of the test.
---@param event string
---@param ... any
---@return integer handlers how many there were
function M.emit(event, ...)
  return await("spec.fire", "event", event, ...)
end

--- Sends a value through the handlers of an intercepting hook. Returns what comes out: nil when one has blocked it.
---@param hook string
---@param value any
function M.intercept(hook, value)
  return await("spec.intercept", hook, value).value
end

--- Lets all timers fire once.
---@return integer handlers
function M.tick()
  return await("spec.fire", "timer", nil)
end

--- Runs a command, as the palette would.
---@param name string
---@param ... any
---@return integer handlers
function M.command(name, ...)
  return await("spec.fire", "command", name, ...)
end

--- Presses a key.
---@param key string
---@return integer handlers
function M.key(key)
  return await("spec.fire", "key", key)
end

------------------------------------------------------------------ for the runner

--- The tests, as JSON.
function M.names()
  local names = {}
  for index, test in ipairs(tests) do names[index] = { name = test.name, skip = test.skip } end
  return #names == 0 and "[]" or json.encode(names)
end

--- Runs one, to its end. Its error is the caller's.
function M.run(index)
  local test = tests[index]
  current = { answers = {}, calls = {} }
  for _, setup in ipairs(test.setups) do setup() end
  test.body()
end

return M
