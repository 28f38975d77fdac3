local spec = require("core.spec")
local describe, it, before_each, assert = spec.describe, spec.it, spec.before_each, spec.assert
require("default.commands")

describe("commands", function()
  before_each(function()
    spec.answer("hub.notify", function() end)
    spec.answer("hub.agents", {
      { id = "a", name = "build", status = "exited", exit = { code = 2 } },
      { id = "b", name = "docs", status = "exited", exit = { code = 0 } },
      { id = "c", name = "tests", status = "needs-input" },
    })
  end)

  it("restart those that ended with an error, and no other", function()
    spec.answer("hub.restart", function(id) return { id = id } end)
    spec.command("agents.restart-failed")
    assert.same(spec.calls("hub.restart"), { { "a", { resume = true } } })
  end)

  it("tell who waits", function()
    spec.command("agents.who-waits")
    assert.same(spec.calls("hub.notify"), { { { title = "1 wait for you", message = "tests" } } })
  end)

  it("pause rules, and let them go on when the time is over", function()
    spec.answer("hub.pause_rules", function() end)
    spec.command("rules.pause-a-while")
    spec.tick()
    assert.same(spec.calls("hub.pause_rules"), { { true }, { false } })
  end)
end)
