local spec = require("core.spec")
local describe, it, assert = spec.describe, spec.it, spec.assert
local lifecycle = require("default.agent_lifecycle")

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

  it("passes over what is no agent", function()
    spec.emit("agent_created", {})
    spec.emit("agent_lifecycle", { name = "x", status = "failed" }, "working")
    assert.equal(idle_told(), 0)
  end)
end)

describe("an agent that has ended", function()
  local function ended(ran_ms, memory)
    return lifecycle.sequel {
      agent = { id = "a", name = "a", status = "exited", auto_restart = "always", exit = { code = 1 } },
      ran_ms = ran_ms,
      memory = memory,
    }
  end

  it("is started again after pauses that double up to a minute, as long as no run lasts that long", function()
    local pauses, memory = {}, nil
    for index = 1, 9 do
      local sequel = ended(20000, memory)
      pauses[index], memory = sequel.restart_after_ms / 1000, sequel.memory
    end
    assert.same(pauses, { 1, 2, 4, 8, 16, 32, 60, 60, 60 })
  end)

  it("has a short pause again after a good run, which no longer counts", function()
    local sequel = ended(60000, { quick = 4, short = 7 })
    assert.equal(sequel.restart_after_ms, 1000)
    assert.equal(sequel.status_text, "Starts again in 1 s.")
    assert.same(sequel.memory, { quick = 0, short = 0 })
  end)

  it("is left at that after the fifth quick end in a row", function()
    assert.truthy(ended(9999, { quick = 3, short = 3 }).restart_after_ms)
    local last = ended(9999, { quick = 4, short = 4 })
    assert.falsy(last.restart_after_ms)
    assert.equal(last.status_text, "Not started again: it ended 5 times in a row within 10 seconds.")
    assert.equal(ended(10000, { quick = 4, short = 4 }).memory.quick, 0)
  end)

  for _, case in ipairs {
    { policy = "on-failure", exit = { code = 0 }, again = false },
    { policy = "on-failure", exit = { signal = 9 }, again = true },
    { policy = "on-failure", exit = {}, again = true },
    { policy = "always", exit = { code = 0 }, again = true },
    { policy = "never", exit = { code = 1 }, again = false },
  } do
    it(("with %s after %s: %s"):format(case.policy, spec.show(case.exit), case.again and "again" or "left"), function()
      local told = { agent = { id = "a", auto_restart = case.policy, exit = case.exit }, ran_ms = 0 }
      assert.equal(spec.intercept("agent_sequel", told).restart_after_ms ~= nil, case.again)
    end)
  end
end)
