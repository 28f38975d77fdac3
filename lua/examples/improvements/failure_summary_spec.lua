local spec = require("core.spec")
local describe, it, assert = spec.describe, spec.it, spec.assert
local subject = require("improvements.failure_summary")

describe("failure_summary", function()
  it("says nothing when nothing failed", function()
    assert.equal(subject.summary({}, 0), nil)
  end)

  it("names each agent once, and forgets what is old", function()
    local failures = {
      { name = "old", at = 0 },
      { name = "tests", at = 70000 },
      { name = "build", at = 71000 },
      { name = "tests", at = 72000 },
    }
    assert.equal(subject.summary(failures, 80000), "2 agents failed: build, tests")
  end)

  it("tells what failed once a minute, and then forgets it", function()
    spec.answer("hub.notify", function() end)
    spec.emit("agent_lifecycle", { id = "a", name = "build", status = "failed" }, "working")
    spec.tick()
    assert.same(spec.calls("hub.notify"), { { { title = "build failed" } } })
    spec.tick()
    assert.equal(#spec.calls("hub.notify"), 1)
  end)

  it("holds back what is told of one that failed, and nothing else", function()
    spec.emit("agent_lifecycle", { id = "a", name = "build", status = "failed" }, "working")
    assert.equal(spec.intercept("filter_notification", { title = "build", agent = "a" }), nil)
    for _, other in ipairs { { title = "docs", agent = "b" }, { title = "build failed" } } do
      assert.same(spec.intercept("filter_notification", other), other)
    end
  end)
end)
