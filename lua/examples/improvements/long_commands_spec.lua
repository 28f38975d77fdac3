local spec = require("core.spec")
local describe, it, before_each, assert = spec.describe, spec.it, spec.before_each, spec.assert
local subject = require("improvements.long_commands")

describe("long_commands", function()
  before_each(function()
    spec.answer("hub.notify", function() end)
  end)

  for _, case in ipairs {
    { took = 5, exit = { code = 0 }, says = nil },
    { took = 180, exit = { code = 0 }, says = "make is done after 3 min" },
    { took = 180, exit = { code = 2 }, says = "make has failed after 3 min" },
    { took = 61, exit = { signal = 9 }, says = "make has failed after 1 min" },
  } do
    it("says " .. tostring(case.says) .. " after " .. case.took .. " s", function()
      assert.equal(subject.message({ program = "make", started_at = 0 }, case.exit, case.took), case.says)
    end)
  end

  it("tells of a command that somebody typed", function()
    local started_at = (os.time() - 600) * 1000
    spec.emit("process_started", { key = "7:1", program = "make", tty = 1, started_at = started_at })
    spec.emit("process_exited", { pid = 7, key = "7:1", exit = { code = 0 } })
    assert.same(spec.calls("hub.notify"), { { { title = "make is done after 10 min" } } })
  end)

  it("knows nothing of commands without a terminal", function()
    spec.emit("process_started", { key = "8:1", program = "cron", started_at = 0 })
    spec.emit("process_exited", { pid = 8, key = "8:1", exit = { code = 0 } })
    assert.equal(#spec.calls("hub.notify"), 0)
  end)
end)
