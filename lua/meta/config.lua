---@meta

--- Needs the permission `config`.
config = {}

--- The settings of config.toml, without what may be secret. Awaits.
---@return table
function config.get() end
