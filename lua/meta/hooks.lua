---@meta

--- Handlers with names, which other files can turn off and on.
hooks = {}

---@class viberot.InterceptOptions: viberot.ListenOptions
---@field timeout_ms number? the longest that it may take, 500 without it

--- As events.on, without a name.
---@param hook string
---@param f fun(...)
---@param options viberot.ListenOptions?
---@return viberot.Handler
function hooks.on(hook, f, options) end

--- Takes back what was registered.
---@param handler viberot.Handler
---@return boolean
function hooks.off(handler) end

--- As events.on, with a name for the handler. The same name again replaces it.
---@param hook string
---@param name string
---@param f fun(...)
---@param options viberot.ListenOptions?
---@return viberot.Handler
function hooks.register(hook, name, f, options) end

--- Takes back a handler of one's own; turns off one of another file, for as long as this file is loaded.
---@param hook string
---@param name string
---@return boolean found
function hooks.unregister(hook, name) end

--- Changes a value on its way. The handler returns the value, changed or not; nil blocks it. A handler that fails or takes
--- too long is left out.
---@overload fun(hook: "before_agent_create", name: string, f: (fun(request: viberot.SpawnRequest): viberot.SpawnRequest?), options: viberot.InterceptOptions?): viberot.Handler
---@overload fun(hook: "filter_agent_env", name: string, f: (fun(env: table<string, string>): table<string, string>?), options: viberot.InterceptOptions?): viberot.Handler
---@overload fun(hook: "agent_sequel", name: string, f: (fun(ended: viberot.EndedRun): viberot.EndedRun?), options: viberot.InterceptOptions?): viberot.Handler
---@overload fun(hook: "filter_notification", name: string, f: (fun(notification: viberot.Notification): viberot.Notification?), options: viberot.InterceptOptions?): viberot.Handler
---@param hook string
---@param name string
---@param f fun(value: any): any
---@param options viberot.InterceptOptions?
---@return viberot.Handler
function hooks.intercept(hook, name, f, options) end

--- As events.emit.
---@param hook string
---@param ... any plain data
function hooks.notify(hook, ...) end

--- Turns a handler on, for as long as this file is loaded.
---@param hook string
---@param name string
function hooks.enable(hook, name) end

--- Turns a handler off, for as long as this file is loaded.
---@param hook string
---@param name string
function hooks.disable(hook, name) end
