---@meta

--- A run of an action of a rule: what it is for, and what it may say.
---@class viberot.Run: viberot.Process
---@field rule string the id of the rule
---@field agent string? the coding agent that the command comes from
---@field exit viberot.Exit? how the command ended, if it has
---@field duration_ms number? how long it ran, if it has ended
---@field trial boolean? the command is made up, to try the action
---@field log fun(...) a line for the log, shown with the run; as `log.info`
---@field on_finish fun(f: fun(exit: viberot.Exit, duration_ms: number?)) calls `f` when the command has ended

--- There only in Lua that stands in config.toml, or in a file that a rule names.
---@type viberot.Run
viberot = {}
