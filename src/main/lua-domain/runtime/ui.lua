-- Views: what files register, and how the host is told what they draw.
local rt = ...
local host = rt.host

-- Fields whose empty tables are lists.
local lists = {
  children = true, items = true, rows = true, columns = true, series = true, values = true, labels = true,
  options = true, titles = true, views = true, lines = true,
}
-- Of tables in tables: a node and the list of its children are two.
local most_nodes, deepest = 5000, 60

------------------------------------------------------------------ what the host is told

-- Where in the tree it is: `column › child 2 (list) › items 1 › title`.
local function place_of(drawing)
  local at, field = drawing.tree, nil
  local words = { tostring(rawget(at, 'kind')) }
  for depth = 1, math.min(drawing.depth, 8) do
    local key = drawing.keys[depth]
    local inner = rawget(at, key)
    if math.type(key) == 'integer' then
      local kind = type(inner) == 'table' and rawget(inner, 'kind')
      words[#words + 1] = (field == 'children' and 'child ' or tostring(field) .. ' ') .. key
        .. (type(kind) == 'string' and ' (' .. kind .. ')' or '')
    -- Of `items` the place in it says enough.
    elseif not (lists[key] and type(inner) == 'table') then words[#words + 1] = tostring(key) end
    at, field = inner, key
  end
  if drawing.depth > 8 then words[#words + 1] = '…' end
  return table.concat(words, ' › ')
end

local function name_of(f, drawing, field)
  if not (type(field) == 'string' and field:find('^on_')) then
    error(place_of(drawing) .. ' is a function: only on_click, on_select and the like may be', 0)
  end
  drawing.count = drawing.count + 1
  local id = drawing.stamp .. '.' .. drawing.count
  drawing.actions[id] = f
  return id
end

-- A copy of plain data with lists that stay lists, whose functions are exchanged for names.
local function told(value, drawing, field)
  if type(value) == 'function' then return name_of(value, drawing, field) end
  if type(value) ~= 'table' then return value end
  if drawing.depth > deepest then error(place_of(drawing) .. ' is nested too deeply, or contains itself', 0) end
  if rawget(value, 'kind') ~= nil then
    drawing.nodes = drawing.nodes + 1
    if drawing.nodes > most_nodes then error('it has more than ' .. most_nodes .. ' nodes', 0) end
  end
  -- The lines of a canvas are lists as well, and they may be empty.
  local copy = (lists[field] or field == 0) and next(value) == nil and host.list() or {}
  local depth = drawing.depth + 1
  for key, inner in next, value do
    drawing.depth, drawing.keys[depth] = depth, key
    copy[key] = told(inner, drawing, field == 'lines' and 0 or key)
  end
  drawing.depth = depth - 1
  return copy
end

-- The function of a registered view: the host has it drawn, or does what a person has done.
local function drawer(draw)
  local drawings = {}

  -- shown: the drawing that people see meanwhile. If this one is good, it is seen for a moment longer.
  local function drawn(stamp, shown)
    local drawing = { stamp = ('%d'):format(stamp), actions = {}, count = 0, nodes = 0, keys = {}, depth = 0 }
    local tree = draw()
    if type(tree) ~= 'table' then
      error('the function has returned ' .. (tree == nil and 'nothing' or 'a ' .. type(tree)) .. ', not a node', 0)
    end
    if tree.kind == nil then tree = rt.node_of('column', tree) end
    drawing.tree = tree
    local result = { tree = told(tree, drawing) }
    drawing.tree, drawing.keys = nil, nil
    drawings = { [stamp] = drawing, [shown or 0] = shown and drawings[shown] }
    return result
  end

  return function(what, first, ...)
    if what == 'draw' then return drawn(first, (...)) end
    for _, drawing in next, drawings do
      local action = drawing.actions[first]
      if action then return { done = true, value = action(...) } end
    end
    return {}
  end
end

------------------------------------------------------------------ for files

local plain_options = { title = 'string', icon = 'string', order = 'number', terminal = 'boolean' }

local function about_of(name, options)
  local about = {}
  for key, value in next, options do
    if key == 'on' then
      if type(value) ~= 'table' then rt.wrong('ui.view: on must be a list of events') end
      for _, event in ipairs(value) do
        if type(event) ~= 'string' or event:find('%s') then rt.wrong('ui.view: on must be a list of events') end
      end
      about.on = table.concat(value, ' ')
    else
      local expected = plain_options[key]
      if not expected then rt.wrong('ui.view: there is no option ' .. tostring(key) .. '; there are title, icon, order, terminal and on') end
      if type(value) ~= expected then rt.wrong('ui.view: ' .. key .. ' must be a ' .. expected) end
      about[key] = value
    end
  end
  about.title = about.title or name
  return about
end

-- Where a person sees what improvements do, and says what is to be.
local of_the_person = { lua = true, settings = true }

local function register(module, name, options, draw)
  if type(name) ~= 'string' or not name:find('^[%w_-]+$') or #name > 60 then
    rt.wrong('ui.view: the name must be of letters, digits, _ and -')
  end
  if type(options) ~= 'table' then rt.wrong('ui.view takes a name, a table of options, and a function that draws') end
  local about = about_of(name, options)
  local asking = rt.loading and rt.loading.name or module
  if name == 'layout' and asking:find('^improvements%.') then
    rt.wrong('ui.layout: the layout is the person’s; only files in user/ can replace it')
  end
  if of_the_person[name] and asking:find('^improvements%.') then
    rt.wrong('ui.view: the view ' .. name .. ' is the person’s; only files in user/ can replace it')
  end
  about.line = rt.running_line()
  for _, it in ipairs(rt.find(function(it) return it.kind == 'view' and it.name == name and it.module == asking end)) do
    rt.remove(it)
  end
  return rt.add('view', name, module, drawer(draw), { about = about }).handler
end

local function binding(store, options)
  local bound = { bind = store }
  for key, value in next, options or {} do bound[key] = value end
  return bound
end

function rt.add_ui(env, module)
  local ui = { canvas = rt.canvas, bind = binding }
  for kind in next, rt.kinds do
    ui[kind] = function(given, more) return rt.node_of(kind, given, more) end
  end

  -- With a function it registers a view; without, it is a view as a part of another.
  function ui.view(name, options, draw)
    if type(options) == 'function' and draw == nil then options, draw = {}, options end
    if type(draw) == 'function' then return register(module, name, options or {}, draw) end
    if type(options) == 'table' and (options.title or options.icon or options.on) then
      rt.wrong('ui.view: the function that draws is missing')
    end
    return rt.node_of('view', name, options)
  end

  function ui.layout(draw)
    if type(draw) ~= 'function' then rt.wrong('ui.layout takes a function that draws') end
    return register(module, 'layout', { title = 'Layout' }, draw)
  end

  function ui.refresh(name)
    if name ~= nil and type(name) ~= 'string' then rt.wrong('ui.refresh takes the name of a view, or nothing') end
    rt.afterwards(function() host.tell('ui.refresh', module, name) end)
  end

  function ui.count(store, where)
    return binding(store, { where = where, count = true })
  end

  env.ui = ui
end
