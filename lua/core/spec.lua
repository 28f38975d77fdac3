-- Tests of Lua files: describe, it, assert, and a host that says what the test wants it to say. Run by
-- `viberot lua test`, in the runtime that the files run in; never by the app itself.

local assertions = require("core.assertions")

local M = { assert = assertions.assert, show = assertions.show }

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

local told = { ["events.emit"] = true, ["ui.refresh"] = true }

-- The runner passes on here what files ask of the host.
events.on("spec.answer", function(operation, ...)
  local test = current
  if not test then
    if told[operation] then return nil end
    error("it was called outside a test", 0)
  end
  local calls = test.calls[operation] or {}
  test.calls[operation] = calls
  calls[#calls + 1] = { ... }
  -- What is told needs no answer.
  if told[operation] then return nil end
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

--- What the rules of a tool or a profile find on a screen: statuses, in the order of the rules.
---@param of string
---@param screen string
---@return string[]
function M.screen(of, screen)
  return await("spec.judge", of, screen)
end

--- What the rules of a tool or a profile make of a title; nil when it tells nothing.
---@param of string
---@param title string
---@return string?
function M.title(of, title)
  return await("spec.judge", of, { title = title })
end

--- A line comes to stand on the screen of an agent: those whose pattern it fits are called.
---@param agent viberot.Agent
---@param line string
---@return integer handlers
function M.line(agent, line)
  return await("spec.line", agent, line)
end

--- Runs an action that a file has registered, as a rule would for this process, to the end of its code.
---@param name string
---@param process table? of `viberot.Run`: { command = "make", pid = 7 }
---@return { finish: fun(exit: viberot.Exit?, duration_ms: number?) } run `finish` ends the process
function M.action(name, process)
  local owner = await("spec.action", name, process)
  return { finish = function(exit, duration_ms) await("spec.finish", owner, exit or { code = 0 }, duration_ms) end }
end

------------------------------------------------------------------ views

-- The view that a tree was drawn of.
local drawn = setmetatable({}, { __mode = "k" })
local drawings = 0

--- Draws a view, and returns its tree: what the hub would refuse is an error. Functions are names in it.
---@param name string
---@return viberot.Node tree
function M.view(name)
  drawings = drawings + 1
  local tree = await("spec.view", name, drawings)
  drawn[tree] = name
  return tree
end

-- The first node, or item of a list, that a function says yes to, and the node that it belongs to.
local function search(node, fits)
  if fits(node) then return node, node end
  for _, items in ipairs { node.items or {}, node.rows or {} } do
    for _, item in ipairs(items) do
      if type(item) == "table" and fits(item) then return item, node end
    end
  end
  for _, child in ipairs(node.children or {}) do
    local found, owner = search(child, fits)
    if found then return found, owner end
  end
end

local function is_called(it, what)
  for _, name in ipairs { "key", "label", "title", "text", "name", "submit" } do
    if it[name] == what then return true end
  end
  return false
end

--- The first node of a tree that a person would call so: by its key, label, title, text, name or kind.
---@param tree viberot.Node
---@param what string
---@return viberot.Node?
function M.find(tree, what)
  local node = search(tree, function(it) return is_called(it, what) end)
  return node or (search(tree, function(it) return it.kind == what end))
end

--- Does what a node's action is called in the tree, as a person would. Returns what the function has returned.
---@param tree viberot.Node from `spec.view`
---@param action string
---@param value any
---@return any
function M.act(tree, action, value)
  return await("spec.act", drawn[tree] or error("it takes a tree of spec.view", 2), action, value)
end

--- Presses a button, submits a form, chooses an item or changes a field: what is called so, see `spec.find`.
---@param tree viberot.Node from `spec.view`
---@param what string
---@param value any of a form its table, of a field its value
---@return any answer what the function has returned
function M.press(tree, what, value)
  local found, owner = search(tree, function(it) return is_called(it, what) end)
  if not found then error("there is nothing called " .. M.show(what) .. " in the view", 2) end
  local action = found.on_click or found.on_submit or found.on_change or type(found.action) == "table" and found.action.on_click
  if not action and owner.on_select then
    action = owner.on_select
    if value == nil then value = found.key or found.id or found.title end
  end
  if not action then error(M.show(what) .. " has nothing to be done with", 2) end
  return M.act(tree, action, value)
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
