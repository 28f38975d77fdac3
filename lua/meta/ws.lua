---@meta

--- WebSockets. Needs the permission `http`.
ws = {}

---@class viberot.WebSocket
---@field id integer
local WebSocket = {}

--- Awaits until it is open.
---@param url string
---@return viberot.WebSocket
function ws.connect(url) end

--- Awaits.
---@param data string
function WebSocket:send(data) end

--- Awaits.
function WebSocket:close() end

---@param f fun(data: string)
---@return viberot.Handler
function WebSocket:on_message(f) end

---@param f fun(code: integer)
---@return viberot.Handler
function WebSocket:on_close(f) end

--- As WebSocket:send, by id. Awaits.
---@param id integer
---@param data string
function ws.send(id, data) end

--- As WebSocket:close, by id. Awaits.
---@param id integer
function ws.close(id) end
