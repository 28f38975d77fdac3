local spec = require("core.spec")
local describe, it, assert = spec.describe, spec.it, spec.assert
local names = require("default.session_names")

describe("session names", function()
  for _, case in ipairs {
    { about = "the last part of the branch", request = { worktree = { branch = "feature/fix-login" } }, name = "fix-login" },
    { about = "what the person said", request = { name = "mine", worktree = { branch = "x" } }, name = nil },
    { about = "nothing without a worktree", request = { cwd = "/app" }, name = nil },
  } do
    it("are " .. case.about, function()
      assert.equal(names.name(case.request), case.name)
    end)
  end

  it("are given before an agent is started", function()
    local request = { command = { "claude" }, worktree = { branch = "topic" } }
    assert.equal(spec.intercept("before_agent_create", request).name, "topic")
    assert.equal(spec.intercept("before_agent_create", { name = "mine" }).name, "mine")
  end)
end)
