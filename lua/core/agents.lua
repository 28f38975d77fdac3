-- What is asked of agents again and again.
local M = {}

local wanting = { ["needs-input"] = true, failed = true, stuck = true }

--- Whether an agent waits for the person.
---@param agent viberot.Agent
---@return boolean
function M.wants_person(agent)
  return wanting[agent.status] == true
end

--- Whether an agent has a process.
---@param agent viberot.Agent
---@return boolean
function M.is_alive(agent)
  return agent.status ~= "exited"
end

--- How many of some agents have a status.
---@param agents viberot.Agent[]
---@param status string
---@return integer
function M.count(agents, status)
  local count = 0
  for _, agent in ipairs(agents) do
    if agent.status == status then count = count + 1 end
  end
  return count
end

--- The newest agent of a name; nil when there is none.
---@param agents viberot.Agent[]
---@param name string
---@return viberot.Agent?
function M.named(agents, name)
  for index = #agents, 1, -1 do
    if agents[index].name == name then return agents[index] end
  end
  return nil
end

return M
