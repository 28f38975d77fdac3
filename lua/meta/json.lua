---@meta

json = {}

--- What stands for null in lists and tables.
json.null = nil

--- An empty list: `{}` is an object when it is empty.
---@return any[]
function json.list() end

---@param value any plain data
---@return string
function json.encode(value) end

--- An error when the text is no JSON.
---@param text string
---@return any
function json.decode(text) end
