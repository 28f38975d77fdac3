local spec = require("core.spec")
local describe, it, assert = spec.describe, spec.it, spec.assert
local subject = require("improvements.waiting_reminder")

local minute = 60000

local function agent(name, status, status_at)
  return { id = name, name = name, status = status, status_at = status_at }
end

describe("waiting_reminder", function()
  it("speaks of those that have waited for long", function()
    local agents = { agent("old", "needs-input", 0), agent("new", "needs-input", 9 * minute), agent("busy", "working", 0) }
    assert.same(subject.overdue(agents, {}, 10 * minute), { "old" })
  end)

  it("speaks of each wait once", function()
    local told = {}
    assert.equal(#subject.overdue({ agent("a", "stuck", 0) }, told, 10 * minute), 1)
    assert.equal(#subject.overdue({ agent("a", "stuck", 0) }, told, 20 * minute), 0)
    subject.overdue({ agent("a", "working", 21 * minute) }, told, 21 * minute)
    assert.equal(#subject.overdue({ agent("a", "stuck", 22 * minute) }, told, 30 * minute), 1)
  end)

  it("tells all of them in one notification", function()
    spec.answer("hub.agents", { agent("a", "stuck", 1), agent("b", "needs-input", 1) })
    spec.answer("hub.notify", function() end)
    spec.tick()
    assert.same(spec.calls("hub.notify"), { { { title = "2 agents wait for you", message = "a, b" } } })
  end)
end)
