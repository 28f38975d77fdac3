local spec = require("core.spec")
local describe, it, assert = spec.describe, spec.it, spec.assert
local text = require("core.text")

describe("text", function()
  for path, last in pairs { ["feature/fix"] = "fix", ["fix"] = "fix", ["a\\b\\"] = "b", ["/"] = "/" } do
    it("has the last part of " .. path, function()
      assert.equal(text.last_part(path), last)
    end)
  end

  it("is one line, and as long as it may be", function()
    assert.equal(text.one_line("  a\n\tb  ", 100), "a b")
    assert.equal(text.one_line("abcdefgh", 7), "abcd…")
    assert.equal(text.one_line("ééééé", 8), "éé…")
  end)
end)
