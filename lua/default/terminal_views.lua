-- The views of `viberot tui` that the window has, too, but draws itself: a file in user/ that has a view of such a name
-- replaces it in both.
local function view(name, title, draw)
  ui.view(name, { title = title, terminal = true }, draw)
end

view("agents", "Agents", function()
  return ui.row {
    grow = 1,
    ui.panel {
      title = "Agents",
      width = 28,
      scroll = true,
      ui.agent_list { order = "-status_at", empty = "No agent runs." },
    },
    ui.terminal("focused", { grow = 1 }),
  }
end)

view("activity", "Activity", function()
  return ui.column {
    grow = 1,
    ui.table {
      ui.bind("processes", { order = "-started_at", limit = 500 }),
      grow = 1,
      columns = {
        { title = "Started", field = "started_at", width = 10 },
        { title = "PID", field = "pid", width = 8, align = "end" },
        { title = "Program", field = "program", width = 16 },
        { title = "Command", field = "command", grow = 1 },
        { title = "Exit", field = "exit.code", width = 5, align = "end" },
      },
      empty = "No command was seen yet.",
    },
  }
end)

view("rules", "Rules", function()
  return ui.column {
    grow = 1,
    gap = 1,
    ui.row {
      gap = 1,
      ui.button("Pause all", function()
        hub.pause_rules(true)
        return "All rules are paused."
      end),
      ui.button("Let them go on", function()
        hub.pause_rules(false)
        return "Rules act again."
      end),
      ui.text(ui.count("rules", { paused = true })),
      ui.text("paused", { tone = "muted" }),
    },
    ui.table {
      ui.bind("rules", { order = "name" }),
      grow = 1,
      columns = {
        { title = "Rule", field = "name", grow = 1 },
        { title = "Commands", field = "commands", grow = 1 },
        { title = "On", field = "on", width = 8 },
        { title = "Enabled", field = "enabled", width = 8 },
        { title = "Paused", field = "paused", width = 8 },
      },
      empty = "There are no rules.",
    },
  }
end)

view("lua", "Lua", function()
  return ui.column {
    grow = 1,
    gap = 1,
    ui.list {
      ui.bind("lua_files", { where = { state = "failed" } }),
      item = { title = "{module}", detail = "{path}:{line}: {problem}", badge = "failed", tone = "danger" },
      empty = "All files are in force.",
    },
    ui.table {
      ui.bind("lua_files", { order = "module" }),
      grow = 1,
      columns = {
        { title = "File", field = "module", grow = 1 },
        { title = "State", field = "state", width = 10 },
        { title = "Registered", field = "registrations", width = 10, align = "end" },
        { title = "Errors", field = "errors", width = 6, align = "end" },
      },
    },
  }
end)

view("status", "Status", function()
  return ui.column {
    padding = 1,
    gap = 1,
    ui.facts {
      { name = "Agents that wait", value = ui.count("agents", { status = { "needs-input", "failed", "stuck" } }), tone = "warning" },
      { name = "Agents at work", value = ui.count("agents", { status = { "starting", "working" } }) },
      { name = "Commands that run", value = ui.count("processes", { running = true }) },
      { name = "Rules in force", value = ui.count("rules", { enabled = true, paused = false }) },
      { name = "Lua files that failed", value = ui.count("lua_files", { state = "failed" }), tone = "danger" },
    },
    ui.paragraph("viberot status tells more.", { tone = "muted" }),
  }
end)

local function profile_items(profiles)
  local items = {}
  for index, profile in ipairs(profiles) do
    items[index] = { key = profile.id, title = profile.name, detail = table.concat(profile.command, " ") }
  end
  return items
end

view("settings", "Settings", function()
  local settings = config.get()
  local agents, history = settings.agents, settings.history
  return ui.column {
    padding = 1,
    gap = 1,
    scroll = true,
    ui.facts {
      { name = "History", value = history.enabled and "kept for " .. history.keep_days .. " days" or "off" },
      { name = "Told of agents", value = #agents.notify > 0 and table.concat(agents.notify, ", ") or "nothing" },
      { name = "Lines of a terminal", value = agents.scrollback },
    },
    ui.panel {
      title = "Profiles",
      ui.list { items = profile_items(agents.profiles), empty = "None of your own." },
    },
    ui.paragraph("They are changed in config.toml, or in the window.", { tone = "muted" }),
  }
end)
