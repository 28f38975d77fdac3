local spec = require("core.spec")
local describe, it, assert = spec.describe, spec.it, spec.assert
local layout = require("default.layout")

describe("the layout", function()
  it("has all views in the sidebar, the chosen one, and the status bar", function()
    local tree = spec.view("layout")
    assert.same(spec.find(tree, "sidebar").views, layout.views)
    assert.truthy(spec.find(tree, "main"))
    assert.truthy(spec.find(tree, "status_bar"))
  end)

  it("can be replaced in part", function()
    local before = layout.draw
    layout.draw = function() return ui.row { ui.sidebar { "agents" }, ui.main {} } end
    assert.equal(spec.view("layout").kind, "row")
    layout.draw = before
  end)
end)
