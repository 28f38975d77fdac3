---@meta

--- Programs in terminals that nobody sees. Needs the permission `pty`.
pty = {}

---@class viberot.Pty
---@field id integer
local Pty = {}

---@class viberot.PtyOptions
---@field args string[]?
---@field env table<string, string>?
---@field cwd string?
---@field cols integer?
---@field rows integer?

--- Starts a program. Awaits.
---@param file string
---@param options viberot.PtyOptions?
---@return viberot.Pty
function pty.spawn(file, options) end

--- Types bytes into it. Awaits.
---@param data string
function Pty:write(data) end

--- Awaits.
---@param cols integer
---@param rows integer
function Pty:resize(cols, rows) end

--- Ends it. Awaits.
function Pty:kill() end

--- Calls a function with what it prints, in pieces.
---@param f fun(bytes: string)
---@return viberot.Handler
function Pty:on_output(f) end

---@param f fun(code: integer)
---@return viberot.Handler
function Pty:on_exit(f) end

--- As Pty:write, by id. Awaits.
---@param id integer
---@param data string
function pty.write(id, data) end

--- As Pty:resize, by id. Awaits.
---@param id integer
---@param cols integer
---@param rows integer
function pty.resize(id, cols, rows) end

--- As Pty:kill, by id. Awaits.
---@param id integer
function pty.kill(id) end
