-- Commands of the palette.
local agents = require("core.agents")

local M = {}

--- For how long rules are paused by the command.
M.pause_minutes = 10

commands.register("agents.restart-failed", function()
  local count = 0
  for _, agent in ipairs(hub.agents()) do
    if agent.status == "exited" and agent.exit and agent.exit.code ~= 0 then
      hub.restart(agent.id, { resume = true })
      count = count + 1
    end
  end
  hub.notify { title = count == 0 and "No agent has failed" or count .. " restarted" }
end, { title = "Restart all agents that ended with an error", group = "Agents" })

commands.register("agents.who-waits", function()
  local names = {}
  for _, agent in ipairs(hub.agents()) do
    if agents.wants_person(agent) then names[#names + 1] = agent.name end
  end
  hub.notify {
    title = #names == 0 and "Nobody waits for you" or #names .. " wait for you",
    message = table.concat(names, ", "),
  }
end, { title = "Tell which agents wait for me", group = "Agents" })

local pause

local function title()
  return (pause and "Pause all rules for another " or "Pause all rules for ") .. M.pause_minutes .. " minutes"
end

commands.register("rules.pause-a-while", function()
  if pause then timer.cancel(pause) end
  hub.pause_rules(true)
  pause = timer.after(M.pause_minutes * 60000, function()
    pause = nil
    hub.pause_rules(false)
    commands.change("rules.pause-a-while", { title = title() })
  end)
  commands.change("rules.pause-a-while", { title = title() })
end, { title = title(), group = "Rules" })

return M
