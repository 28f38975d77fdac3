---@meta

--- Lines for `viberot lua logs` and the window. With a `%` in the first text as string.format, else all values.
log = {}

---@param text any
---@param ... any
function log.debug(text, ...) end

---@param text any
---@param ... any
function log.info(text, ...) end

---@param text any
---@param ... any
function log.warn(text, ...) end

---@param text any
---@param ... any
function log.error(text, ...) end
