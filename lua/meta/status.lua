---@meta

--- What screens and titles of agents tell about their status.
status = {}

---@class viberot.ScreenRule
---@field status "working"|"needs-input"|"finished"|"failed"
---@field pattern string a regular expression of RE2, looked for in each line
---@field last integer? only so many of the last lines with text are looked at (default and most: 30)

---@class viberot.TitleRule
---@field status "working"|"needs-input"|"finished"|"failed"
---@field pattern string a regular expression of RE2; the first that fits counts

--- Adds rules for the agents of a tool or a profile. They come before those of the shipped files.
---@param of string `claude`, `codex`, …, or the id of a profile
---@param rules { screen: viberot.ScreenRule[]?, titles: viberot.TitleRule[]? }
---@param options { replace: boolean?, priority: number? }? replace: those that come after these no longer count
---@return viberot.Handler
function status.rules(of, rules, options) end

--- Takes them back. True when they were there.
---@param handler viberot.Handler
---@return boolean
function status.off(handler) end
