-- Whether what a file has exported was changed since: by others, or by its own handlers.
local rt = ...

local most_pictured, deepest_pictured = 2000, 6

-- Plain tables are copied, all else stands for itself.
local function picture_of(value, depth, budget)
  if type(value) ~= 'table' or depth == 0 or debug.getmetatable(value) then return value end
  local result = {}
  for key, inner in next, value do
    budget.left = budget.left - 1
    if budget.left < 0 then return result end
    result[key] = picture_of(inner, depth - 1, budget)
  end
  return result
end

-- The exports as they were when the file had run; nil when they are too many to be looked at with each reload.
function rt.picture(exports)
  local budget = { left = most_pictured }
  local result = picture_of(exports, deepest_pictured, budget)
  if budget.left < 0 then return nil end
  return result
end

local function is_as_in(value, before, depth)
  if type(value) ~= 'table' or type(before) ~= 'table' or depth == 0 or debug.getmetatable(value) then
    return rawequal(value, before)
  end
  for key, inner in next, before do
    if not is_as_in(rawget(value, key), inner, depth - 1) then return false end
  end
  for key in next, value do
    if before[key] == nil then return false end
  end
  return true
end

-- Whether exports are still what they were.
function rt.is_as_pictured(exports, picture)
  return is_as_in(exports, picture, deepest_pictured)
end
