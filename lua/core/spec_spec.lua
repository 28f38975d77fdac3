local spec = require("core.spec")
local describe, it, assert = spec.describe, spec.it, spec.assert

describe("assert", function()
  it("tells what was expected", function()
    assert.error(function() assert.equal(1, 2) end, "expected 2, got 1")
    assert.error(function() assert.same({ 1, { a = true } }, { 1, {} }) end, "expected { 1, {  } }, got { 1, { a = true } }")
    assert.error(function() assert.match("abc", "^b") end, 'fits "^b"')
    assert.error(function() assert.error(function() end) end, "expected an error, got none")
    assert.error(function() assert(false, "as usual") end, "as usual")
    assert.error(function() assert.truthy(nil, "the door") end, "the door: expected something")
  end)

  it("passes what is right", function()
    assert.equal(assert(7), 7)
    assert.same({ a = { 1, 2 } }, { a = { 1, 2 } })
    assert.falsy(false)
    assert.match("agent k3f9", "%w+$")
  end)
end)

describe("a test", function()
  local log = {}
  spec.before_each(function() log[#log + 1] = "before" end)

  it("has what is done before each", function()
    assert.same(log, { "before" })
  end)

  it("may wait, also in coroutines and pcall", function()
    spec.answer("hub.agents", { { id = "a" } })
    local agents = coroutine.wrap(function()
      local ok, found = pcall(hub.agents)
      return ok and found
    end)()
    assert.equal(agents[1].id, "a")
  end)

  it("hears what a host refuses", function()
    spec.answer("hub.kill", function(id) error("there is no " .. id, 0) end)
    assert.error(function() hub.kill("x") end, "there is no x")
  end)

  spec.skip("is left out")
end)

describe("a view in a test", function()
  local presses = {}

  ui.view("spec_sample", {}, function()
    return ui.column {
      ui.button("Go", function() return #presses end),
      ui.form { submit = "Save", ui.input { "name" }, on_submit = function(fields) presses[#presses + 1] = fields.name end },
      ui.list { { title = "one", key = "1" }, { title = "two" }, on_select = function(key) return "chose " .. key end },
      ui.checkbox { "loud", on_change = function(value) return value end },
      #presses > 5 and ui.text { "many", tone = "red" },
    }
  end)

  it("is a tree, in which nodes are found by what a person would call them", function()
    local tree = spec.view("spec_sample")
    assert.equal(tree.kind, "column")
    assert.equal(spec.find(tree, "Go").kind, "button")
    assert.equal(spec.find(tree, "list").items[1].title, "one")
    assert.equal(spec.find(tree, "nothing"), nil)
  end)

  it("does what is pressed, chosen, changed and submitted", function()
    local tree = spec.view("spec_sample")
    spec.press(tree, "Save", { name = "Kim" })
    assert.equal(spec.press(tree, "Go"), 1)
    assert.equal(spec.press(tree, "one"), "chose 1")
    assert.equal(spec.press(tree, "two"), "chose two")
    assert.equal(spec.press(tree, "loud", true), true)
  end)

  it("says what is not there, or is wrong", function()
    local tree = spec.view("spec_sample")
    assert.error(function() spec.press(tree, "Stop") end, 'nothing called "Stop"')
    assert.error(function() spec.press(tree, "name") end, '"name" has nothing to be done with')
    assert.error(function() spec.press({}, "Go") end, "nothing called")
    assert.error(function() spec.view("none") end, "there is no view none")
    for _ = 1, 6 do presses[#presses + 1] = "x" end
    assert.error(function() spec.view("spec_sample") end, "column › child 5 (text) › tone: must be one of neutral")
  end)

  it("keeps what a person sees until it was drawn anew twice", function()
    presses = {}
    local tree = spec.view("spec_sample")
    spec.view("spec_sample")
    assert.equal(spec.press(tree, "Go"), 0)
    spec.view("spec_sample")
    assert.error(function() spec.press(tree, "Go") end, "drawn anew")
  end)
end)
