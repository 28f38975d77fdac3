local spec = require("core.spec")
local describe, it, assert = spec.describe, spec.it, spec.assert
require("default.status_rules")

describe("status rules", function()
  for _, case in ipairs {
    { "claude", "● Bash(npm test)\n\n✽ Tempering…\n\n❯ ", { "working" } },
    { "claude", "Do you want to proceed?\n❯ 1. Yes\n\n Esc to cancel · Tab to amend", { "needs-input" } },
    { "claude", "✻ Worked for 12s\n\n❯ ", {} },
    { "codex", "• Working (12s • esc to interrupt)\n\n› ", { "working", "working" } },
    { "gemini", "⠏ Reading the file (esc to cancel, 12s)", { "working" } },
    { "opencode", "△ Permission required", { "needs-input" } },
    { "aider", "Add it? (Y)es/(N)o [Yes]: ", { "needs-input" } },
    { "aider", "Tokens: 2k\nmulti> ", { "finished" } },
    { "make", "esc to interrupt", {} },
  } do
    it(("find %s on a screen of %s"):format(spec.show(case[3]), case[1]), function()
      assert.same(spec.screen(case[1], case[2]), case[3])
    end)
  end

  it("read titles", function()
    assert.equal(spec.title("claude", "⠂ Fix the tests"), "working")
    assert.equal(spec.title("codex", "[ ! ] Action Required | proj"), "needs-input")
    assert.equal(spec.title("codex", "proj"), "finished")
    assert.equal(spec.title("gemini", "✋  Action Required (proj)"), "needs-input")
    assert.equal(spec.title("opencode", "anything"), nil)
  end)

  it("come after those that weigh more, or not at all", function()
    local more = { priority = 1 }
    local added = status.rules("claude", { titles = { { status = "failed", pattern = "broken" } } }, more)
    assert.equal(spec.title("claude", "✳ broken"), "failed")
    assert.equal(spec.title("claude", "✳ fine"), "finished")
    assert.truthy(status.off(added))
    assert.equal(spec.title("claude", "✳ broken"), "finished")
    status.rules("claude", { screen = { { status = "finished", pattern = "^done$" } } }, { replace = true, priority = 1 })
    assert.same(spec.screen("claude", "esc to interrupt\ndone"), { "finished" })
    assert.equal(spec.title("claude", "✳ fine"), nil)
  end)

  it("say what is wrong with them", function()
    local function refused(rules, why)
      assert.error(function() status.rules("claude", rules) end, why)
    end
    refused({ screen = { { status = "working", pattern = "(" } } }, "screen[1]: the pattern ( is none of RE2: missing closing )")
    refused({ titles = { { status = "working", pattern = "(?=x)" } } }, "titles[1]: the pattern (?=x) is none of RE2")
    refused({ titles = { { status = "working", pattern = "(?:a?){300}" } } }, "it is too costly")
    refused({ screen = { { status = "busy", pattern = "x" } } }, 'the status must be "working"')
    refused({ screen = { { status = "working", pattern = "x", last = 31 } } }, "last must be a whole number from 1 to 30")
    refused({ screen = { { status = "working", pattern = "x", color = "red" } } }, "unknown key color")
    refused({ title = {} }, "unknown list title")
  end)
end)

describe("hub.on_match", function()
  it("tells lines that a pattern fits, of an agent, a profile, a tool or all", function()
    local heard = {}
    for _, of in ipairs { "k3f9", "review", "claude", "*", "codex" } do
      hub.on_match(of, [[^error: (\w+)]], function(agent, line) heard[#heard + 1] = of .. " " .. agent.name .. " " .. line end)
    end
    local agent = { id = "k3f9", name = "fixer", profile = "review", tool = "claude", status = "working" }
    assert.equal(spec.line(agent, "error: disk"), 4)
    assert.equal(spec.line(agent, "no error: disk"), 0)
    assert.same(heard, {
      "k3f9 fixer error: disk", "review fixer error: disk", "claude fixer error: disk", "* fixer error: disk",
    })
    local handler = hub.on_match("*", "x", function() end)
    assert.truthy(events.off(handler))
    assert.error(function() hub.on_match("*", "[", function() end) end, "is none of RE2")
  end)
end)
