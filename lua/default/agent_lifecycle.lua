-- What follows from what agents do: who ended is started again if that is wanted, it is logged when one needs somebody,
-- and others hear when all have come to rest.
local agents = require("core.agents")

local M = {
  --- Runs that end so soon come to nothing; after so many of them in a row it is left at that.
  quick_seconds = 10,
  most_quick_ends = 5,
  --- After a run of this length the next pause is the first again. Until then each is twice the one before.
  good_seconds = 60,
  first_pause_seconds = 1,
  longest_pause_seconds = 60,
}

local function is_wanted(agent)
  return agent.auto_restart == "always" or (agent.auto_restart == "on-failure" and not agents.has_succeeded(agent))
end

--- What follows when the process of an agent has ended by itself. `memory` is what this has left there at the end before:
--- how many runs in a row were quick, and how many not good.
---@param ended viberot.EndedRun
---@return viberot.EndedRun
function M.sequel(ended)
  if not is_wanted(ended.agent) then return ended end
  local memory = ended.memory or { quick = 0, short = 0 }
  local ran_seconds = ended.ran_ms / 1000
  local quick = ran_seconds < M.quick_seconds and memory.quick + 1 or 0
  if quick >= M.most_quick_ends then
    ended.status_text =
      ("Not started again: it ended %d times in a row within %d seconds."):format(M.most_quick_ends, M.quick_seconds)
    return ended
  end
  local short = ran_seconds < M.good_seconds and memory.short + 1 or 0
  local pause = math.min(M.first_pause_seconds * 2 ^ math.max(0, short - 1), M.longest_pause_seconds)
  ended.restart_after_ms = pause * 1000
  ended.status_text = ("Starts again in %g s."):format(pause)
  ended.memory = { quick = quick, short = short }
  return ended
end

hooks.intercept("agent_sequel", "agent_lifecycle", M.sequel)

local working = {}

--- Takes down what an agent does. True when it was the last one that worked.
---@param agent viberot.Agent
---@return boolean
function M.observe(agent)
  -- Events can be told by anybody, about anything.
  if not agent.id then return false end
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
