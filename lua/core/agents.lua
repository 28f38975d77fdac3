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

--- Whether its process ended by itself and did what was asked.
---@param agent viberot.Agent
---@return boolean
function M.has_succeeded(agent)
  return agent.exit ~= nil and agent.exit.code == 0
end

-- Those that programs usually end by, with the numbers that all systems share.
local signals =
  { "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", [6] = "SIGABRT", [8] = "SIGFPE", [9] = "SIGKILL", [11] = "SIGSEGV", [13] = "SIGPIPE", [15] = "SIGTERM" }

--- How a process ended: "0", "1", "SIGTERM"; "?" when it is unknown.
---@param exit viberot.Exit
---@return string
function M.describe_exit(exit)
  if exit.code then return tostring(exit.code) end
  if not exit.signal then return "?" end
  return signals[exit.signal] or "signal " .. exit.signal
end

--- Whether an agent waits without anything being over: a shell at its prompt, a program that fills the screen.
---@param agent viberot.Agent
---@return boolean
function M.is_idle(agent)
  if agent.status ~= "finished" then return false end
  -- Only a coding agent has hooks: it runs in the shell, and its turn is over.
  if agent.profile == "shell" then return agent.status_source ~= "hook" end
  return agent.tool == nil and agent.status_source == "process"
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
