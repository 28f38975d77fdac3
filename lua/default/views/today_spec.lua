local spec = require("core.spec")
local describe, it, assert = spec.describe, spec.it, spec.assert
local today = require("default.views.today")

local noon = 1700000000 // 3600 * 3600

describe("today", function()
  it("counts by hours, and forgets what is older than a day", function()
    local hours = {}
    today.count(hours, noon - 25 * 3600, "commands")
    today.count(hours, noon - 3600, "commands")
    today.count(hours, noon, "commands")
    today.count(hours, noon + 59, "commands")
    local values = today.values(hours, noon + 1800, "commands")
    assert.equal(#values, today.hours)
    assert.same({ values[#values - 2], values[#values - 1], values[#values] }, { 0, 1, 2 })
    assert.equal(hours[tostring(noon // 3600 - 25)], nil)
  end)

  it("takes for failed only what is known to have failed", function()
    assert.equal(today.has_failed { code = 0 }, false)
    assert.equal(today.has_failed { code = 2 }, true)
    assert.equal(today.has_failed { signal = "SIGKILL" }, true)
    assert.equal(today.has_failed {}, false)
  end)

  it("shows the commands of this hour once they have ended, a moment later", function()
    spec.answer("hub.agents", {})
    spec.emit("process_exited", { pid = 1, key = "1:1", exit = { code = 0 } })
    spec.emit("process_exited", { pid = 2, key = "2:1", exit = { code = 1 } })
    assert.same(spec.calls("ui.refresh"), {})
    spec.tick()
    assert.same(spec.calls("ui.refresh"), { { "today" } })
    local series = spec.find(spec.view("today"), "chart").series
    local last = #series[1].values
    -- The hour may have changed since.
    assert.equal(series[1].values[last] + series[1].values[last - 1], 2)
    assert.equal(series[2].values[last] + series[2].values[last - 1], 1)
  end)

  it("says who waits", function()
    spec.answer("hub.agents", {})
    assert.truthy(spec.find(spec.view("today"), "Nobody waits for you."))
    spec.answer("hub.agents", { { id = "a", name = "build", status = "needs-input" } })
    assert.truthy(spec.find(spec.view("today"), "1 agent waits for you."))
  end)

  it("restarts what has ended with an error, and says so", function()
    spec.answer("hub.agents", {
      { id = "a", name = "build", status = "exited", exit = { code = 2 } },
      { id = "b", name = "docs", status = "exited", exit = { code = 0 } },
    })
    spec.answer("hub.restart", function(id) return { id = id } end)
    assert.equal(spec.press(spec.view("today"), "Restart"), "1 agent was restarted.")
    assert.same(spec.calls("hub.restart"), { { "a", { resume = true } } })
    spec.answer("hub.agents", { { id = "b", name = "docs", status = "exited", exit = { code = 0 } } })
    assert.equal(spec.find(spec.view("today"), "Restart"), nil)
  end)
end)
