---@meta

--- Files in folders of one's own; nothing else of the file system. Relative paths begin in the first of them. Needs the
--- permission `fs`.
fs = {}

--- The text of a file; nil when there is none. Awaits.
---@param path string
---@return string?
function fs.read(path) end

--- Replaces a file in one go, or makes it. Awaits.
---@param path string
---@param data string
function fs.write(path, data) end

--- Adds a line to a file. Awaits.
---@param path string
---@param line string
function fs.append(path, line) end

--- Names in a folder; those of folders end in a slash. Awaits.
---@param path string?
---@return string[]
function fs.list(path) end

--- Removes a file, or a folder with all that is in it. True when there was something. Awaits.
---@param path string
---@return boolean
function fs.remove(path) end
