-- reviewer: when an agent has finished in a worktree with changes, another one is started there to review them.

local M = {}

M.group = "reviews"
M.profile = "claude"

--- What to start for an agent that has finished; nil when there is nothing to review.
---@param agent viberot.Agent
---@param status { branch: string, changes: { path: string, status: string }[] }
---@return viberot.SpawnRequest?
function M.request(agent, status)
  if #status.changes == 0 then return nil end
  local paths = {}
  for _, change in ipairs(status.changes) do paths[#paths + 1] = change.path end
  return {
    name = "review of " .. agent.name,
    profile = M.profile,
    group = M.group,
    parent = agent.id,
    cwd = agent.worktree.path,
    prompt = "Review the changes that are not committed (" .. table.concat(paths, ", ") .. "). Change nothing.",
  }
end

events.on("agent_lifecycle", function(agent, before)
  -- A review is not reviewed.
  if agent.status ~= "finished" or before ~= "working" or not agent.worktree or agent.group == M.group then return end
  local request = M.request(agent, git.status(agent.worktree.path))
  if not request then return end
  local reviewer = hub.spawn(request)
  log.info("%s reviews %s", reviewer.id, agent.name)
end)

commands.register("reviewer.stop", function()
  for _, agent in ipairs(hub.agents()) do
    if agent.group == M.group and agent.status ~= "exited" then hub.kill(agent.id) end
  end
end, { title = "End all reviews" })

return M
