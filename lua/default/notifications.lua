-- Which notifications are shown, and how. A handler that returns nil keeps one back.
local text = require("core.text")

local M = {
  --- The same notification again within so many seconds is noise.
  repeat_seconds = 5,
  --- Some systems cut longer ones in the middle of a word.
  longest_title = 100,
  longest_message = 500,
}

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
