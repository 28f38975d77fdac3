local spec = require("core.spec")
local describe, it, assert = spec.describe, spec.it, spec.assert
require("default.terminal_views")

describe("the terminal's view", function()
  it("of agents has their list and a terminal", function()
    local tree = spec.view("agents")
    assert.truthy(spec.find(tree, "agent_list"))
    assert.equal(spec.find(tree, "terminal").agent, "focused")
  end)

  it("of rules pauses them", function()
    spec.answer("hub.pause_rules", function() end)
    local tree = spec.view("rules")
    assert.equal(spec.press(tree, "Pause all"), "All rules are paused.")
    assert.equal(spec.press(tree, "Let them go on"), "Rules act again.")
    assert.same(spec.calls("hub.pause_rules"), { { true }, { false } })
  end)

  it("of settings names the profiles", function()
    spec.answer("config.get", {
      history = { enabled = true, keep_days = 30 },
      agents = { notify = { "failed" }, scrollback = 1000, profiles = { { id = "c", name = "Claude", command = { "claude", "-c" } } } },
    })
    assert.same(spec.find(spec.view("settings"), "list").items, { { key = "c", title = "Claude", detail = "claude -c" } })
  end)

  for _, name in ipairs { "activity", "lua", "status" } do
    it("of " .. name .. " can be drawn", function() assert.truthy(spec.view(name)) end)
  end
end)
