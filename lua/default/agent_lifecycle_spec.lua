local spec = require("core.spec")
local describe, it, assert = spec.describe, spec.it, spec.assert
require("default.agent_lifecycle")

local function agent(id, status)
  return { id = id, name = id, status = status }
end

local function idle_told()
  local count = 0
  for _, told in ipairs(spec.calls("events.emit")) do
    if told[1] == "agents_idle" then count = count + 1 end
  end
  return count
end

describe("agent lifecycle", function()
  it("tells when the last agent that worked has come to rest", function()
    spec.emit("agent_created", agent("a", "working"))
    spec.emit("agent_created", agent("b", "working"))
    spec.emit("agent_lifecycle", agent("a", "finished"), "working")
    assert.equal(idle_told(), 0)
    spec.emit("agent_removed", agent("b", "working"))
    assert.equal(idle_told(), 1)
  end)

  it("tells nothing when nobody has worked", function()
    spec.emit("agent_lifecycle", agent("c", "needs-input"), "starting")
    assert.equal(idle_told(), 0)
  end)
end)
