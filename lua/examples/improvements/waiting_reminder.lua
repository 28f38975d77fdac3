-- waiting_reminder: reminds the person of agents that have waited for them for more than five minutes, once each time.

local M = {}

local patience_ms = 5 * 60 * 1000

--- The agents that have waited for long and were not spoken of; `told` learns of them.
---@param agents viberot.Agent[]
---@param told table<string, number> since when, by id
---@param now_ms number
---@return string[] names
function M.overdue(agents, told, now_ms)
  local names = {}
  for _, agent in ipairs(agents) do
    local waits = agent.status == "needs-input" or agent.status == "stuck"
    if not waits then
      told[agent.id] = nil
    elseif now_ms - agent.status_at > patience_ms and told[agent.id] ~= agent.status_at then
      told[agent.id] = agent.status_at
      names[#names + 1] = agent.name
    end
  end
  return names
end

-- Kept over reloads and restarts: nobody is reminded twice.
local state = hub.state
state.told = state.told or {}

timer.every(30000, function()
  local names = M.overdue(hub.agents(), state.told, os.time() * 1000)
  if #names > 0 then
    hub.notify { title = #names == 1 and names[1] .. " waits for you" or #names .. " agents wait for you", message = table.concat(names, ", ") }
  end
end)

return M
