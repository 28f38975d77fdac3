-- Nodes of views: `ui.row { … }` makes a plain table with its kind and its children.
local rt = ...

-- What the first argument, or the array part, is of each kind that has no children.
local main = {
  row = false, column = false, panel = false, tabs = false, spacer = false, divider = false, text = 'text',
  heading = 'text', paragraph = 'text', code = 'text', badge = 'text', keys = 'keys', link = 'text', alert = 'text',
  empty = 'title', button = 'label', facts = 'items', list = 'items', table = 'rows', progress = 'value',
  chart = 'series', agent_list = false, terminal = 'agent', form = false, input = 'name', select = 'name',
  checkbox = 'name', sidebar = 'views', main = false, view = 'name', status_bar = false,
}
local containers = { row = true, column = true, panel = true, tabs = true, form = true, status_bar = true }
local plural = { facts = true, list = true, table = true, chart = true, sidebar = true }
local deepest = 30

-- The positions of a list that may have holes, in order.
local function places(t)
  local found = {}
  for key in next, t do
    if math.type(key) == 'integer' then found[#found + 1] = key end
  end
  table.sort(found)
  return found
end

-- The line of a file that is running, if the runtime was called from one and not by a tail call.
function rt.running_line()
  for level = 2, 30 do
    local info = debug.getinfo(level, 'Sl')
    if not info then return nil end
    if info.currentline > 0 and not info.source:find('^@runtime/') then return info.currentline, info.short_src end
  end
end

-- Raises an error that is said to be where a file has called.
function rt.wrong(message)
  local line, chunk = rt.running_line()
  error(line and chunk .. ':' .. line .. ': ' .. message or message, 0)
end

local function wrong(kind, why)
  rt.wrong('ui.' .. kind .. ': ' .. why)
end

-- Texts and numbers become nodes, lists of nodes their nodes, and what is nil or false is left out.
local function add_children(kind, children, list, depth)
  if depth > deepest then wrong(kind, 'the lists of children are nested too deeply, or contain themselves') end
  for _, at in ipairs(places(list)) do
    local child = list[at]
    if type(child) == 'string' or type(child) == 'number' then
      children[#children + 1] = { kind = 'text', text = tostring(child) }
    elseif type(child) == 'table' then
      if child.kind ~= nil then children[#children + 1] = child else add_children(kind, children, child, depth + 1) end
    elseif child then
      wrong(kind, 'child ' .. at .. ' is a ' .. type(child) .. ', not a node or a text')
    end
  end
end

local function fill_container(kind, node, given)
  node.children = {}
  if kind == 'tabs' then
    node.titles = {}
    for at, title in next, given.titles or {} do node.titles[at] = title end
    local pages = {}
    for _, at in ipairs(places(given)) do
      local page = given[at]
      if type(page) == 'table' and page.kind == nil and page.title ~= nil then
        node.titles[#node.titles + 1] = page.title
        local children = {}
        add_children(kind, children, page, 1)
        page = #children == 1 and children[1] or { kind = 'column', children = children, grow = 1 }
      end
      pages[at] = page
    end
    given = pages
  end
  add_children(kind, node.children, given, 1)
end

-- An item whose numbers are texts; one of a table may have both.
local function texts_of(item)
  if type(item) ~= 'table' or item.bind then return item end
  local result = {}
  for key, value in next, item do result[key] = type(value) == 'number' and tostring(value) or value end
  return result
end

-- Texts among the options stand for themselves.
local function options_of(options)
  if type(options) ~= 'table' then return options end
  local result = {}
  for at, option in next, options do result[at] = type(option) == 'string' and { value = option } or option end
  return result
end

-- more: properties, or what is done when it is pressed
local function node_of(kind, given, more)
  local name = main[kind]
  if type(given) ~= 'table' then
    if given ~= nil and not name then wrong(kind, 'takes a table') end
    given = { given }
  elseif given.bind then given = { given } end
  local node = { kind = kind }
  for _, properties in ipairs { given, type(more) == 'table' and more or {} } do
    for key, value in next, properties do
      if math.type(key) ~= 'integer' then node[key] = value end
    end
  end
  if type(more) == 'function' and node.on_click == nil then node.on_click = more end
  if containers[kind] then fill_container(kind, node, given)
  elseif plural[kind] and node[name] == nil then
    local items = {}
    for _, at in ipairs(places(given)) do
      if given[at] then items[#items + 1] = (kind == 'facts' or kind == 'list') and texts_of(given[at]) or given[at] end
    end
    -- `ui.list { ui.bind("agents") }`: the binding is all of them.
    node[name] = #items == 1 and type(items[1]) == 'table' and items[1].bind and items[1] or items
  elseif name and node[name] == nil then
    local value = given[1]
    node[name] = type(value) == 'number' and kind ~= 'progress' and tostring(value) or value
  end
  if kind == 'select' then node.options = options_of(node.options) end
  return node
end

rt.node_of = node_of
rt.kinds = main
