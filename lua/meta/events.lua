---@meta

--- What happens, and who wants to know. Everything that is registered goes when its file is loaded anew or removed.
events = {}

---@class viberot.ListenOptions
---@field priority number? the higher the earlier (default: 0)

---@alias viberot.Handler string names what was registered

--- Calls a function at each event of this name, in a coroutine of its own: it may await.
---@overload fun(name: "agent_created"|"agent_exited"|"agent_removed", f: fun(agent: viberot.Agent), options: viberot.ListenOptions?): viberot.Handler
---@overload fun(name: "agent_lifecycle", f: fun(agent: viberot.Agent, before: string), options: viberot.ListenOptions?): viberot.Handler
---@overload fun(name: "agent_attention", f: fun(agent: viberot.Agent, about: { before: string, looked_at: boolean, news: boolean }), options: viberot.ListenOptions?): viberot.Handler
---@overload fun(name: "pty_cwd_changed", f: fun(agent: viberot.Agent, cwd: string), options: viberot.ListenOptions?): viberot.Handler
---@overload fun(name: "pty_prompt", f: fun(agent: viberot.Agent, prompt: { mark: string, exit_code: integer? }), options: viberot.ListenOptions?): viberot.Handler
---@overload fun(name: "pty_title_changed", f: fun(agent: viberot.Agent, title: string), options: viberot.ListenOptions?): viberot.Handler
---@overload fun(name: "process_started", f: fun(process: viberot.Process), options: viberot.ListenOptions?): viberot.Handler
---@overload fun(name: "process_exited", f: fun(ended: { pid: integer, key: string, exit: viberot.Exit }), options: viberot.ListenOptions?): viberot.Handler
---@overload fun(name: "rule_matched", f: fun(match: viberot.Match), options: viberot.ListenOptions?): viberot.Handler
---@param name string
---@param f fun(...)
---@param options viberot.ListenOptions?
---@return viberot.Handler
function events.on(name, f, options) end

--- Takes back what was registered. True when it was there.
---@param handler viberot.Handler
---@return boolean
function events.off(handler) end

--- Tells an event to all that listen, in all workers. While a file is loaded it waits until the file is in force.
---@param name string
---@param ... any plain data
function events.emit(name, ...) end
