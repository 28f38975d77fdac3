-- What screens and titles of agents tell, and what is looked for on them. It is only kept: the host matches the patterns.
local rt = ...
local host = rt.host

local function nothing() end

local says = { working = true, ['needs-input'] = true, finished = true, failed = true }
local most_lines, most_rules = 30, 100

-- Why something is no pattern; nil when it is one.
local function pattern_problem(pattern)
  if type(pattern) ~= 'string' or pattern == '' then return 'the pattern must be a text' end
  if #pattern > 1000 then return 'the pattern is longer than 1,000 bytes' end
  local wrong = host.pattern(pattern)
  return wrong and 'the pattern ' .. pattern .. ' is none of RE2: ' .. wrong
end

local function rule_problem(rule, keys)
  if type(rule) ~= 'table' then return 'must be a table' end
  for key in next, rule do
    if not keys[key] then return 'has an unknown key ' .. tostring(key) end
  end
  if not says[rule.status] then return 'the status must be "working", "needs-input", "finished" or "failed"' end
  local last = rule.last
  if last ~= nil and (math.type(last) ~= 'integer' or last < 1 or last > most_lines) then
    return 'last must be a whole number from 1 to ' .. most_lines
  end
  return pattern_problem(rule.pattern)
end

local lists = {
  screen = { status = true, pattern = true, last = true },
  titles = { status = true, pattern = true },
}

local function rules_problem(rules)
  if type(rules) ~= 'table' then return 'takes the name of a tool or a profile, and a table with screen, titles or both' end
  for key, list in next, rules do
    if not lists[key] then return 'has an unknown list ' .. tostring(key) .. ': there are screen and titles' end
    if type(list) ~= 'table' then return key .. ' must be a list' end
    if #list > most_rules then return key .. ' has more than ' .. most_rules .. ' rules' end
    for index, rule in ipairs(list) do
      local wrong = rule_problem(rule, lists[key])
      if wrong then return key .. '[' .. index .. ']: ' .. wrong end
    end
  end
  return nil
end

-- A copy that stays a list when it is empty.
local function listed(list)
  return table.move(list or {}, 1, #(list or {}), 1, host.list())
end

function rt.status_of(module)
  local status = {}

  function status.rules(of, rules, options)
    if type(of) ~= 'string' or of == '' then error('status.rules takes the name of a tool or a profile', 2) end
    local wrong = rules_problem(rules)
    if wrong then error('status.rules("' .. of .. '"): ' .. wrong, 2) end
    options = options or {}
    if type(options) ~= 'table' then error('the options must be a table', 2) end
    local about = {
      rules = host.encode { screen = listed(rules.screen), titles = listed(rules.titles) },
      replace = options.replace == true,
    }
    local priority = options.priority
    if priority ~= nil and type(priority) ~= 'number' then error('priority must be a number', 2) end
    return rt.add('status', of, module, nothing, { about = about, priority = priority }).handler
  end

  function status.off(handler)
    local found = rt.find(function(it) return it.handler == handler and it.kind == 'status' end)
    for _, it in ipairs(found) do rt.remove(it) end
    return #found > 0
  end

  return status
end

function rt.on_match_of(module)
  return function(of, pattern, f)
    if type(of) ~= 'string' or of == '' then
      error('hub.on_match takes an agent, a profile, a tool or "*", then a pattern and a function', 2)
    end
    local wrong = pattern_problem(pattern)
    if wrong then error('hub.on_match: ' .. wrong, 2) end
    return rt.add('match', of, module, f, { about = { pattern = pattern } }).handler
  end
end
