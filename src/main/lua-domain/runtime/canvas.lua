-- `ui.canvas`: a terminal's grid of cells, drawn by a `term`.
local rt = ...

local function cells_of(code)
  if code < 0x300 then return 1 end
  if code <= 0x36f or code >= 0x200b and code <= 0x200f or code >= 0xfe00 and code <= 0xfe0f then return 0 end
  local wide = code >= 0x1100 and code <= 0x115f or code >= 0x2e80 and code <= 0xa4cf or code >= 0xac00 and code <= 0xd7a3
    or code >= 0xf900 and code <= 0xfaff or code >= 0xfe30 and code <= 0xfe6f or code >= 0xff00 and code <= 0xff60
    or code >= 0xffe0 and code <= 0xffe6 or code >= 0x1f300 and code <= 0x1faff or code >= 0x20000 and code <= 0x3fffd
  return wide and 2 or 1
end

local plain = {}

local function same_style(a, b)
  return a == b or a.fg == b.fg and a.bg == b.bg and a.bold == b.bold and a.italic == b.italic and a.underline == b.underline
end

local function line_of(row, columns)
  local spans, parts, style = {}, {}, plain
  local function close()
    if #parts == 0 then return end
    spans[#spans + 1] = {
      text = table.concat(parts), fg = style.fg, bg = style.bg, bold = style.bold, italic = style.italic,
      underline = style.underline,
    }
    parts = {}
  end
  local last = 0
  for x = 1, columns do
    if row[x] then last = x end
  end
  for x = 1, last do
    local cell = row[x]
    -- The right half of a wide character has no cell of its own.
    if cell ~= false then
      local its = cell and cell.style or plain
      if not same_style(its, style) then close() end
      style = its
      parts[#parts + 1] = cell and cell.text or ' '
    end
  end
  close()
  return spans
end

local function size_of(value, name, most)
  if math.type(value) ~= 'integer' or value < 1 or value > most then
    rt.wrong('ui.canvas: ' .. name .. ' must be a whole number from 1 to ' .. most)
  end
  return value
end

-- Places count from 1, and what does not fit is cut off.
function rt.canvas(properties, draw)
  if type(properties) ~= 'table' or type(draw) ~= 'function' then
    rt.wrong('ui.canvas takes a table with label, columns and rows, and a function that draws')
  end
  local columns, rows = size_of(properties.columns, 'columns', 500), size_of(properties.rows, 'rows', 200)
  local node = { kind = 'canvas' }
  for key, value in next, properties do
    if key ~= 'columns' and key ~= 'rows' then node[key] = value end
  end
  local grid, x, y = {}, 1, 1
  local term = {}

  local function put(text, cells, style)
    local row = grid[y]
    if y < 1 or y > rows then return end
    if not row then
      row = {}
      grid[y] = row
    end
    if cells == 0 then
      local before = row[x - 1] or row[x - 2]
      if before then before.text = before.text .. text end
      return
    end
    if x >= 1 and x + cells - 1 <= columns then
      -- What is left of a wide character that is half covered is a blank.
      if row[x] == false and row[x - 1] then row[x - 1] = { text = ' ', style = plain } end
      row[x] = { text = text, style = style }
      if cells == 2 then row[x + 1] = false end
      if row[x + cells] == false then row[x + cells] = nil end
    end
    x = x + cells
  end

  function term.size() return columns, rows end

  function term.clear() grid, x, y = {}, 1, 1 end

  function term.set_cursor(to_x, to_y)
    if math.type(to_x) ~= 'integer' or math.type(to_y) ~= 'integer' then rt.wrong('term.set_cursor takes two whole numbers') end
    x, y = to_x, to_y
  end

  function term.write(text, style)
    text = tostring(text)
    if not utf8.len(text) then rt.wrong('term.write: the text is not UTF-8') end
    if style ~= nil and type(style) ~= 'table' then rt.wrong('term.write: the style must be a table') end
    for _, code in utf8.codes(text) do
      if code == 10 then x, y = 1, y + 1
      elseif code >= 32 and code ~= 127 then put(utf8.char(code), cells_of(code), style or plain) end
    end
  end

  function term.flush()
    node.lines = {}
    for at = 1, rows do node.lines[at] = grid[at] and line_of(grid[at], columns) or {} end
  end

  draw(term)
  if not node.lines then term.flush() end
  return node
end

