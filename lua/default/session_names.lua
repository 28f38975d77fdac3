-- What agents are called that nobody has named: one with a worktree of its own after its branch.
local text = require("core.text")

local M = {}

--- The name for an agent; nil leaves it to its profile.
---@param request viberot.SpawnRequest
---@return string?
function M.name(request)
  if request.name or not request.worktree then return nil end
  local name = text.one_line(text.last_part(request.worktree.branch), 100)
  return name ~= "" and name or nil
end

hooks.intercept("before_agent_create", "session_names", function(request)
  request.name = M.name(request) or request.name
  return request
end)

return M
