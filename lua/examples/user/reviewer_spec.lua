local spec = require("core.spec")
local describe, it, assert = spec.describe, spec.it, spec.assert
require("user.reviewer")

local function finished(group)
  local worktree = { path = "/w/login", branch = "login" }
  return { id = "k3f9", name = "login", status = "finished", worktree = worktree, group = group }
end

local function changed(...)
  local changes = json.list()
  for _, path in ipairs { ... } do changes[#changes + 1] = { path = path, status = "M" } end
  spec.answer("git.status", { branch = "login", changes = changes })
  spec.answer("hub.spawn", function(request) return { id = "r1", name = request.name } end)
end

describe("reviewer", function()
  it("starts a review of what was changed, in the same folder", function()
    changed("src/login.ts")
    spec.emit("agent_lifecycle", finished(), "working")
    local request = spec.calls("hub.spawn")[1][1]
    assert.equal(request.cwd, "/w/login")
    assert.match(request.prompt, "src/login%.ts")
  end)

  it("starts none when nothing was changed", function()
    changed()
    spec.emit("agent_lifecycle", finished(), "working")
    assert.equal(#spec.calls("hub.spawn"), 0)
  end)

  it("does not review reviews", function()
    spec.emit("agent_lifecycle", finished("reviews"), "working")
    assert.equal(#spec.calls("git.status"), 0)
  end)

  it("ends those that run when told so", function()
    spec.answer("hub.agents", {
      { id = "a", group = "reviews", status = "working" },
      { id = "b", group = "reviews", status = "exited" },
      { id = "c", status = "working" },
    })
    spec.answer("hub.kill", function(id) return { id = id } end)
    assert.equal(spec.command("reviewer.stop"), 1)
    assert.same(spec.calls("hub.kill"), { { "a" } })
  end)
end)
