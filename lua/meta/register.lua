---@meta

--- Commands of the palette and of `viberot lua run`.
commands = {}

---@param name string
---@param f fun(...)
---@param options { title: string?, priority: number? }?
---@return viberot.Handler
function commands.register(name, f, options) end

---@param handler viberot.Handler
---@return boolean
function commands.unregister(handler) end

--- Keys of the window.
keys = {}

---@param key string such as `ctrl+shift+k`
---@param f fun()
---@param options { title: string?, priority: number? }?
---@return viberot.Handler
function keys.bind(key, f, options) end

---@param handler viberot.Handler
---@return boolean
function keys.unbind(handler) end

--- Functions that rules name as their action.
actions = {}

---@param name string
---@param f fun(...)
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
