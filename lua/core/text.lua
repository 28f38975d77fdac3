-- Small things about texts.
local M = {}

--- The last part of a path or of a branch: "fix-greeting" of "feature/fix-greeting".
---@param path string
---@return string
function M.last_part(path)
  return path:match("([^/\\]+)[/\\]*$") or path
end

--- A text on one line, without spaces around it, of at most so many bytes.
---@param text string
---@param most integer
---@return string
function M.one_line(text, most)
  local line = text:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
  if #line <= most then return line end
  local cut = line:sub(1, most - 3)
  -- Not in the middle of a character.
  while #cut > 0 and not utf8.len(cut) do cut = cut:sub(1, -2) end
  return cut .. "…"
end

return M
