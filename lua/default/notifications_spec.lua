local spec = require("core.spec")
local describe, it, assert = spec.describe, spec.it, spec.assert
local notifications = require("default.notifications")

local function notification(title, message)
  return { title = title, message = message or "", agent = "k3f9" }
end

describe("notifications", function()
  it("are shown as they are", function()
    assert.same(notifications.decide(notification("build", "failed"), 1000), notification("build", "failed"))
  end)

  it("are kept back when the same one was shown a moment ago, and only then", function()
    local again = 2000 + notifications.repeat_seconds
    assert.truthy(notifications.decide(notification("same"), 2000))
    assert.falsy(notifications.decide(notification("same"), again - 1))
    assert.truthy(notifications.decide(notification("other"), again - 1))
    assert.truthy(notifications.decide(notification("same"), again))
  end)

  it("are cut where they are too long, between characters", function()
    local decided = notifications.decide(notification(("é"):rep(200), ("wörd "):rep(300)), 3000)
    assert.truthy(#decided.title <= notifications.longest_title)
    assert.truthy(#decided.message <= notifications.longest_message)
    assert.truthy(utf8.len(decided.title) and utf8.len(decided.message))
  end)

  it("pass through the hook", function()
    assert.same(spec.intercept("filter_notification", notification("hook")), notification("hook"))
    assert.equal(spec.intercept("filter_notification", notification("hook")), nil)
  end)
end)
