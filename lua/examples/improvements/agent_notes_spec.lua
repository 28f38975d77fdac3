local spec = require("core.spec")
local describe, it, assert = spec.describe, spec.it, spec.assert
local subject = require("improvements.agent_notes")

describe("agent_notes", function()
  local agents = {
    { id = "a", name = "build", status = "working" },
    { id = "b", name = "docs", status = "working", notes = "the manual" },
  }

  it("has agents with a note first", function()
    local rows = subject.rows(agents)
    assert.same({ rows[1].name, rows[2].name }, { "docs", "build" })
  end)

  it("says what to do when there are none", function()
    spec.answer("hub.agents", {})
    assert.equal(spec.view("notes").title, "No agents")
  end)

  it("shows the note of the chosen agent, and saves another", function()
    spec.answer("hub.agents", agents)
    spec.answer("hub.update", function(id, change) return { id = id, name = "docs", notes = change.notes } end)
    spec.press(spec.view("notes"), "docs")
    local tree = spec.view("notes")
    assert.equal(spec.find(tree, "agent").value, "b")
    assert.equal(spec.find(tree, "notes").value, "the manual")
    assert.equal(spec.press(tree, "Save", { agent = "b", notes = "the whole manual" }), "Noted for docs.")
    assert.same(spec.calls("hub.update"), { { "b", { notes = "the whole manual" } } })
  end)
end)
