-- agent_notes: a view with what each agent is for, and a form to write it down, for who runs many at once.

local M = {}

--- The rows of the table: agents with a note first.
---@param agents viberot.Agent[]
---@return table[]
function M.rows(agents)
  local noted, others = {}, {}
  for _, agent in ipairs(agents) do
    local row = { id = agent.id, name = agent.name, status = agent.status, notes = agent.notes or "" }
    table.insert(row.notes == "" and others or noted, row)
  end
  return table.move(others, 1, #others, #noted + 1, noted)
end

-- The agent that the form is about: chosen in the table.
local chosen

local function save(fields)
  local agent = hub.update(fields.agent, { notes = fields.notes })
  chosen = nil
  return "Noted for " .. agent.name .. "."
end

local function form(rows)
  local options, notes = {}, ""
  for _, row in ipairs(rows) do
    options[#options + 1] = { value = row.id, label = row.name }
    if row.id == chosen then notes = row.notes end
  end
  return ui.form {
    -- Another key makes it another form, with nothing of the last one in its fields.
    key = "form-" .. (chosen or ""),
    submit = "Save",
    gap = 1,
    ui.select { "agent", label = "Agent", options = options, value = chosen or options[1].value },
    ui.input { "notes", label = "What it is for", multiline = true, value = notes },
    on_submit = save,
  }
end

local options = { title = "Notes", icon = "message", on = { "agent_created", "agent_lifecycle", "agent_removed" } }

ui.view("notes", options, function()
  local rows = M.rows(hub.agents())
  if #rows == 0 then return ui.empty("No agents", { text = "Start one, and write down here what it is for." }) end
  return ui.column {
    padding = 2,
    gap = 2,
    scroll = true,
    ui.table {
      columns = {
        { title = "Agent", field = "name", width = 20 },
        { title = "Status", field = "status", width = 12 },
        { title = "Notes", field = "notes", grow = 1 },
      },
      rows = rows,
      on_select = function(id) chosen = id end,
    },
    ui.panel { title = "Write it down", form(rows) },
  }
end)

return M
