-- failure_summary: when agents fail, one notification sums up what failed in the last minute instead of one for each.

local M = {}

local window_ms = 60000

--- What to say of the failures; nil when there is nothing to say.
---@param failures { id: string, name: string, at: number }[]
---@param now number
---@return string?
function M.summary(failures, now)
  local names, seen = {}, {}
  for _, failure in ipairs(failures) do
    if now - failure.at <= window_ms and not seen[failure.name] then
      seen[failure.name] = true
      names[#names + 1] = failure.name
    end
  end
  if #names == 0 then return nil end
  table.sort(names)
  return #names == 1 and names[1] .. " failed" or #names .. " agents failed: " .. table.concat(names, ", ")
end

local state = hub.state
state.failures = state.failures or {}

local function now_ms()
  return os.time() * 1000
end

events.on("agent_lifecycle", function(agent)
  if agent.status == "failed" then
    table.insert(state.failures, { id = agent.id, name = agent.name, at = now_ms() })
  end
end)

-- What is told of one of them is held back; the summary is about no agent alone.
hooks.intercept("filter_notification", "failure_summary", function(notification)
  for _, failure in ipairs(state.failures) do
    if failure.id == notification.agent then return nil end
  end
  return notification
end)

timer.every(window_ms, function()
  local message = M.summary(state.failures, now_ms())
  state.failures = {}
  if message then hub.notify { title = message } end
end)

return M
