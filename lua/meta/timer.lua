---@meta

timer = {}

--- Calls a function once. With 0: as soon as the file is in force, where it may await.
---@param ms number
---@param f fun()
---@return viberot.Handler
function timer.after(ms, f) end

--- Calls a function again and again.
---@param ms number at least 10
---@param f fun()
---@return viberot.Handler
function timer.every(ms, f) end

---@param handler viberot.Handler
---@return boolean
function timer.cancel(handler) end
