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

describe("who does not look at an agent", function()
  local all = { "needs-input", "finished", "failed", "stuck", "exited" }
  local news = { before = "working", looked_at = false, news = true }
  local function agent(status, more)
    local made = { id = "a", name = "fixer", status = status, status_source = "hook", profile = "claude", tool = "claude" }
    for key, value in pairs(more or {}) do made[key] = value end
    return made
  end

  for _, case in ipairs {
    { agent("needs-input", { status_text = "May I run make?" }), "May I run make?" },
    { agent("needs-input"), "It waits for your answer." },
    { agent("failed", { status_text = "" }), "It could not finish." },
    { agent("stuck"), "It has shown nothing for a while." },
    { agent("finished"), "It has finished." },
    { agent("finished", { profile = "shell", status_source = "sequence" }), "Its command has finished." },
    { agent("exited", { exit = { code = 3 } }), "It has ended (3)." },
    { agent("exited", { exit = { signal = 15 } }), "It has ended (SIGTERM)." },
    { agent("exited", { exit = {} }), "It has ended (?)." },
  } do
    it("is told: " .. case[2], function()
      assert.same(notifications.tell(case[1], news, all), { title = "fixer", message = case[2], agent = "a" })
    end)
  end

  it("is not told what is no news, what the settings leave out, and that it works", function()
    assert.falsy(notifications.tell(agent("failed"), { before = "working", looked_at = false, news = false }, all))
    assert.falsy(notifications.tell(agent("finished"), news, { "failed" }))
    assert.falsy(notifications.tell(agent("working"), news, { "working" }))
  end)

  it("and who looks is not told", function()
    assert.falsy(notifications.tell(agent("failed"), { before = "working", looked_at = true, news = true }, all))
  end)

  it("is told by a notification that leads to the agent", function()
    spec.answer("config.get", { agents = { notify = { "failed" } } })
    spec.answer("hub.notify", function() end)
    spec.emit("agent_attention", agent("failed"), news)
    spec.emit("agent_attention", agent("stuck"), news)
    assert.same(spec.calls("hub.notify"), { { { title = "fixer", message = "It could not finish.", agent = "a" } } })
  end)
end)
