-- What follows from what agents do: it is logged when one needs somebody, and others hear when all have come to rest.
local agents = require("core.agents")

local M = {}

local working = {}

--- Takes down what an agent does. True when it was the last one that worked.
---@param agent viberot.Agent
---@return boolean
function M.observe(agent)
  local was = next(working) ~= nil
  working[agent.id] = agent.status == "working" or nil
  return was and next(working) == nil
end

local function observe(agent)
  if M.observe(agent) then events.emit("agents_idle", agent) end
end

events.on("agent_created", observe)

events.on("agent_lifecycle", function(agent, before)
  if agents.wants_person(agent) then
    log.info("%s: %s (it was %s)%s", agent.name, agent.status, before, agent.status_text and ": " .. agent.status_text or "")
  end
  observe(agent)
end)

events.on("agent_removed", function(agent)
  agent.status = "exited"
  observe(agent)
end)

return M
