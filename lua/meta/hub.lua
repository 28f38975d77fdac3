---@meta

--- The app. What awaits may be called in handlers, not while a file is loaded.
hub = {}

--- Outlives a reload, a worker that was ended, and a restart of the app. Plain data only. One table for all trusted files,
--- one for each file in improvements/: `hub.state.seen = hub.state.seen or {}`.
---@type table<string, any>
hub.state = {}

--- The agents, oldest first. Awaits.
---@return viberot.Agent[]
function hub.agents() end

--- An agent; nil when there is none. Awaits.
---@param id string
---@return viberot.Agent?
function hub.agent(id) end

--- Starts an agent. Awaits.
---@param request viberot.SpawnRequest
---@return viberot.Agent
function hub.spawn(request) end

--- Ends the whole tree of an agent's processes. Awaits.
---@param id string
---@return viberot.Agent
function hub.kill(id) end

--- Starts an agent again in the same folder. Awaits.
---@param id string
---@param options { resume: boolean? }?
---@return viberot.Agent
function hub.restart(id, options) end

--- Types a text into an agent, with Enter after it unless told otherwise. Awaits.
---@param id string
---@param text string
---@param options { enter: boolean? }?
function hub.send(id, text, options) end

--- Changes what an agent is called. Awaits.
---@param id string
---@param change { name: string?, group: string?, notes: string? }
---@return viberot.Agent
function hub.update(id, change) end

--- Shows a notification, unless a filter keeps it back; at most 60 in a minute. Awaits.
---@param notification viberot.Notification
function hub.notify(notification) end

--- Calls a function with each line that has come to stand on an agent's screen and that a pattern of RE2 fits. Screens are
--- read when output pauses, and every two seconds while it does not. Taken back by events.off.
---@param of string an agent's id, a profile, a tool, or "*"
---@param pattern string
---@param f fun(agent: viberot.Agent, line: string)
---@return viberot.Handler
function hub.on_match(of, pattern, f) end

--- The processes that run. Awaits.
---@return viberot.Process[]
function hub.processes() end

--- Reads another file again and runs it. Awaits.
---@param module string
---@return { ran: string[], took_ms: number }
function hub.reload_file(module) end

--- Pauses all rules, or lets them go on. Awaits.
---@param paused boolean
function hub.pause_rules(paused) end
