-- What the window and `viberot tui` show. To change it, copy this file to user/layout.lua and edit the copy: it takes the
-- place of this one as soon as it is saved. A layout needs one `ui.sidebar` and one `ui.main`.
local M = {}

--- The views to choose from, in order; "*" is all others that Lua has.
M.views = { "activity", "rules", "agents", "lua", "status", "settings", "*" }

function M.draw()
  return ui.column {
    grow = 1,
    ui.row {
      grow = 1,
      ui.sidebar(M.views),
      ui.main { grow = 1 },
    },
    ui.status_bar {},
  }
end

-- By way of M, so that another file can replace it: require("default.layout").draw = …
ui.layout(function() return M.draw() end)

return M
