---@meta

--- Asks the host for an operation by its name: `await("http.get", url)` is `http.get(url)`.
---@param operation string
---@param ... any
---@return any
function await(operation, ...) end
