-- What people are told about agents, and how notifications are shown. A handler that returns nil keeps one back.
local agents = require("core.agents")
local text = require("core.text")

local M = {
  --- What is said of a status about which the agent says nothing itself. Others are not told.
  says = {
    ["needs-input"] = "It waits for your answer.",
    finished = "It has finished.",
    failed = "It could not finish.",
    stuck = "It has shown nothing for a while.",
    exited = "It has ended.",
  },
  --- The same notification again within so many seconds is noise.
  repeat_seconds = 5,
  --- Some systems cut longer ones in the middle of a word.
  longest_title = 100,
  longest_message = 500,
}

--- What is told of an agent's status to who does not look at it; nil when it is no news, or `[agents] notify` of
--- config.toml does not name it.
---@param agent viberot.Agent
---@param about { before: string, looked_at: boolean, news: boolean }
---@param notify string[]
---@return viberot.Notification?
function M.tell(agent, about, notify)
  if not about.news or about.looked_at or not M.says[agent.status] then return nil end
  local is_wanted = false
  for _, status in ipairs(notify) do is_wanted = is_wanted or status == agent.status end
  return is_wanted and { title = agent.name, message = M.message(agent), agent = agent.id } or nil
end

--- What a notification says below the agent's name.
---@param agent viberot.Agent
---@return string
function M.message(agent)
  if (agent.status_text or "") ~= "" then return agent.status_text end
  if agents.is_idle(agent) then return "Its command has finished." end
  if agent.status == "exited" and agent.exit then return ("It has ended (%s)."):format(agents.describe_exit(agent.exit)) end
  return M.says[agent.status]
end

hooks.register("agent_attention", "notifications", function(agent, about)
  local notification = about.news and M.tell(agent, about, config.get().agents.notify)
  if not notification then return end
  -- Where nothing can be shown now, nobody is there to be told that, either.
  local shown, why = pcall(hub.notify, notification)
  if not shown then log.debug("%s", why) end
end)

local shown = {}

--- The notification as it is shown; nil when it was shown a moment ago.
---@param notification viberot.Notification
---@param now integer
---@return viberot.Notification?
function M.decide(notification, now)
  for key, at in pairs(shown) do
    if now - at >= M.repeat_seconds or now < at then shown[key] = nil end
  end
  local key = (notification.agent or notification.process or "") .. "\0" .. notification.title .. "\0" .. notification.message
  if shown[key] then return nil end
  shown[key] = now
  notification.title = text.one_line(notification.title, M.longest_title)
  if #notification.message > M.longest_message then
    notification.message = text.one_line(notification.message, M.longest_message)
  end
  return notification
end

hooks.intercept("filter_notification", "notifications", function(notification)
  return M.decide(notification, os.time())
end)

return M
