-- server_addresses: tells the address of a server as soon as a terminal of an agent shows it.

local M = {}

--- The address of a server on this machine that a line names; nil when there is none.
---@param line string
---@return string?
function M.address(line)
  local address = line:match("https?://localhost:%d+[%w%-_./?=&]*") or line:match("https?://127%.0%.0%.1:%d+[%w%-_./?=&]*")
  -- The end of a sentence is none of it.
  return address and address:gsub("[.?]+$", "") or nil
end

hub.state.servers = hub.state.servers or {}

-- The host looks for the pattern, so that Lua is called for the few lines that matter. This one is of RE2, not of Lua.
hub.on_match("*", [[https?://(?:localhost|127\.0\.0\.1):\d]], function(agent, line)
  local address = M.address(line)
  if not address or hub.state.servers[agent.id] == address then return end
  hub.state.servers[agent.id] = address
  hub.notify { title = agent.name .. " has a server", message = address, agent = agent.id }
end)

events.on("agent_removed", function(agent) hub.state.servers[agent.id] = nil end)

return M
