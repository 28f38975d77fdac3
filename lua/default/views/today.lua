-- The view "Today": who waits for me, who works, and how the last hours went.
local agents = require("core.agents")

local M = {}

--- So many hours are in the chart.
M.hours = 12

local hour_s, rest_ms = 3600, 5000

hub.state.today = hub.state.today or {}
local state = hub.state.today
-- Counts by the number of the hour since 1970, as text: tables of hub.state have names, or are lists.
state.hours = state.hours or {}

--- Counts something in the hour that it happened in, and forgets the hours that nobody is shown any more.
---@param hours table<string, table<string, integer>>
---@param now_s integer
---@param what string
---@param count integer?
function M.count(hours, now_s, what, count)
  local now = now_s // hour_s
  local key = tostring(now)
  if not hours[key] then
    for old in pairs(hours) do
      if tonumber(old) <= now - 24 then hours[old] = nil end
    end
    hours[key] = {}
  end
  hours[key][what] = (hours[key][what] or 0) + (count or 1)
end

--- What was counted in each of the last hours, the oldest first.
---@param hours table<string, table<string, integer>>
---@param now_s integer
---@param what string
---@return integer[]
function M.values(hours, now_s, what)
  local values = {}
  for hour = now_s // hour_s - M.hours + 1, now_s // hour_s do
    local counts = hours[tostring(hour)]
    values[#values + 1] = counts and counts[what] or 0
  end
  return values
end

--- Whether a command has ended badly; what is not known is not bad.
---@param exit viberot.Exit
---@return boolean
function M.has_failed(exit)
  return exit.signal ~= nil or exit.code ~= nil and exit.code ~= 0
end

local function sum(values)
  local total = 0
  for _, value in ipairs(values) do total = total + value end
  return total
end

-- Commands may end by the thousand: what is kept, and shown, changes now and then.
local fresh = {}
local waits

local function put_down()
  waits = nil
  for what, count in pairs(fresh) do M.count(state.hours, os.time(), what, count) end
  fresh = {}
  ui.refresh("today")
end

local function note(what)
  fresh[what] = (fresh[what] or 0) + 1
  waits = waits or timer.after(rest_ms, put_down)
end

events.on("process_exited", function(process)
  note("commands")
  if M.has_failed(process.exit) then note("failed") end
end)

events.on("agent_lifecycle", function(agent) note(agent.status) end)

------------------------------------------------------------------ what is shown

local function counted(count, what, one, several)
  return count == 1 and "1 " .. what .. " " .. one or count .. " " .. what .. "s " .. several
end

-- Those that ended with an error.
local function failed_of(all)
  local failed = {}
  for _, agent in ipairs(all) do
    if agent.status == "exited" and agent.exit and M.has_failed(agent.exit) then failed[#failed + 1] = agent end
  end
  return failed
end

local function restart_failed()
  local failed = failed_of(hub.agents())
  for _, agent in ipairs(failed) do hub.restart(agent.id, { resume = true }) end
  return counted(#failed, "agent", "was restarted.", "were restarted.")
end

local function waiting(all)
  local count, failed = 0, failed_of(all)
  for _, agent in ipairs(all) do
    if agents.wants_person(agent) then count = count + 1 end
  end
  return ui.panel {
    title = "Waiting",
    gap = 1,
    count == 0 and ui.text("Nobody waits for you.", { tone = "success" })
      or ui.text(counted(count, "agent", "waits for you.", "wait for you."), { tone = "warning", bold = true }),
    count > 0 and ui.agent_list { where = { status = { "needs-input", "failed", "stuck" } }, order = "status_at" },
    #failed > 0 and ui.row {
      gap = 1,
      align = "center",
      ui.text(counted(#failed, "agent", "has ended with an error.", "have ended with an error.")),
      ui.button("Restart", restart_failed),
    },
  }
end

local function last_hours(now_s)
  local labels = {}
  for hour = now_s // hour_s - M.hours + 1, now_s // hour_s do labels[#labels + 1] = os.date("%H:00", hour * hour_s) end
  local commands, failed = M.values(state.hours, now_s, "commands"), M.values(state.hours, now_s, "failed")
  local title = "Commands of the last " .. M.hours .. " hours"
  if sum(commands) == 0 then return ui.panel { title = title, ui.text("No command has ended.", { tone = "muted" }) } end
  return ui.panel {
    title = title,
    gap = 1,
    ui.chart {
      type = "bar",
      height = 9,
      labels = labels,
      series = { { name = "Commands", values = commands, tone = "accent" }, { name = "Failed", values = failed, tone = "danger" } },
    },
    ui.facts {
      { name = "Commands", value = sum(commands) },
      { name = "Failed", value = sum(failed) },
      { name = "Agents finished", value = sum(M.values(state.hours, now_s, "finished")) },
      { name = "Agents asked", value = sum(M.values(state.hours, now_s, "needs-input")) },
    },
  }
end

local options = { title = "Today", icon = "sun", order = -1, on = { "agent_lifecycle", "agent_created", "agent_removed" } }

ui.view("today", options, function()
  return ui.column {
    scroll = true,
    grow = 1,
    padding = 2,
    gap = 2,
    waiting(hub.agents()),
    ui.panel {
      title = "At work",
      ui.agent_list { where = { status = { "starting", "working" } }, order = "-status_at", empty = "No agent works." },
    },
    last_hours(os.time()),
  }
end)

return M
