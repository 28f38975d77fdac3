---@meta

--- Commands of the palette and of `viberot lua run`.
commands = {}

---@param name string
---@param f fun(...)
---@param options { title: string?, group: string?, keys: string|string[]|nil, enabled: boolean?, hidden: boolean?, priority: number? }?
---@return viberot.Handler
function commands.register(name, f, options) end

--- Changes how a command is shown, and whether it can be done: one of the window (default/keybindings.lua names all of
--- them) or of Lua. What was said before and is not said anew stays.
---@param name string
---@param options { title: string?, group: string?, enabled: boolean?, hidden: boolean? }
function commands.change(name, options) end

---@param handler viberot.Handler
---@return boolean
function commands.unregister(handler) end

--- Keys of the window.
keys = {}

--- One more key for a command of the window or of Lua, by its name; or for a function.
---@param key string such as `mod+shift+k`: mod is Cmd on a Mac, otherwise Ctrl
---@param f string|fun()
---@param options { title: string?, group: string?, enabled: boolean?, hidden: boolean?, priority: number? }?
---@return viberot.Handler
function keys.bind(key, f, options) end

---@param handler viberot.Handler
---@return boolean
function keys.unbind(handler) end

--- Gives commands these keys in place of those that other files gave them; `{}` for none.
---@param all table<string, string|string[]>
function keys.map(all) end

--- Functions that rules name as their action.
actions = {}

---@param name string
---@param f fun(run: viberot.Run)
---@param options table?
---@return viberot.Handler
function actions.register(name, f, options) end

---@param handler viberot.Handler
---@return boolean
function actions.unregister(handler) end

--- Files that change.
watch = {}

--- Calls a function with the path of what has changed in a folder of one's own, as fs has them.
---@param path string
---@param f fun(path: string, what: string)
---@param options table?
---@return viberot.Handler
function watch.directory(path, f, options) end

---@param handler viberot.Handler
---@return boolean
function watch.cancel(handler) end
