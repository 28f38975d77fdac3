---@meta

--- Views of the window and of `viberot tui`: trees of nodes, which are plain tables.
ui = {}

---@alias viberot.Tone "neutral"|"muted"|"accent"|"success"|"warning"|"danger"
---@alias viberot.Store "agents"|"processes"|"rules"|"lua_files"
---@alias viberot.Where table<string, string|number|boolean|(string|number|boolean)[]>
---@alias viberot.Text string|viberot.Binding

---@class viberot.Node
---@field kind string

--- A node, a text, a list of them, or nothing.
---@alias viberot.Child viberot.Node|string|number|boolean|viberot.Child[]|nil

--- Entities that whoever draws knows live; with `count`, how many.
---@class viberot.Binding
---@field bind viberot.Store
---@field where viberot.Where?
---@field order string?
---@field limit integer?
---@field count boolean?

--- An item of a list.
---@class viberot.Item
---@field key string?
---@field title string
---@field detail string?
---@field badge string?
---@field tone viberot.Tone?

--- What every node may have.
---@class viberot.ui.Shared
---@field key string? tells it from its siblings over changes, so that focus and what was typed stay
---@field grow number? its share of the room that is left
---@field width number|string? in columns of text, or a share: "30%"
---@field height number|string? in lines of text, or a share
---@field hidden boolean?

--- What nodes with children may have.
---@class viberot.ui.Box: viberot.ui.Shared
---@field [integer] viberot.Child
---@field gap integer?
---@field padding integer?
---@field align "start"|"center"|"end"|"stretch"|nil
---@field justify "start"|"center"|"end"|"between"|nil
---@field scroll boolean?

---@class viberot.ui.ViewOptions
---@field title string? the name when it is left out
---@field icon string? such as "sun", "bell", "chart", "list", "message": names of lucide's; the window has some thirty of them
---@field order number? the lower the earlier; 0 when it is left out
---@field on string[]? events after which it is drawn anew
---@field terminal boolean? for `viberot tui` alone

--- Registers a view. The function returns a node and may await; it is called when somebody watches, after the events of
--- `on`, after `ui.refresh` and after each of its actions. Of two views of a name, the one of the later file is shown.
--- Without a function: a view as a part of another.
---@param name string
---@param options viberot.ui.ViewOptions|viberot.ui.View|nil
---@param draw (fun(): viberot.Node)?
---@return viberot.Handler|viberot.Node
function ui.view(name, options, draw) end

---@class viberot.ui.View: viberot.ui.Shared
---@field name string?

--- Says what the window and `viberot tui` show. Only trusted files can.
---@param draw fun(): viberot.Node
---@return viberot.Handler
function ui.layout(draw) end

--- Draws a view of this worker anew, or all of this file.
---@param name string?
function ui.refresh(name) end

--- Entities of a store for a list or a table; they change without the view being drawn anew. `order` is a field, with a
--- minus before it descending.
---@param store viberot.Store
---@param options { where: viberot.Where?, order: string?, limit: integer? }?
---@return viberot.Binding
function ui.bind(store, options) end

--- A text that says how many entities there are.
---@param store viberot.Store
---@param where viberot.Where?
---@return viberot.Binding
function ui.count(store, where) end

---@class viberot.ui.Canvas: viberot.ui.Shared
---@field label string what is drawn, for those who cannot see it
---@field columns integer
---@field rows integer

---@class viberot.Style
---@field fg string? a name such as "red", or "#rrggbb"
---@field bg string?
---@field bold boolean?
---@field italic boolean?
---@field underline boolean?

--- A grid of cells. Places count from 1; what does not fit is cut off.
---@class viberot.Term
---@field size fun(): integer, integer columns and rows
---@field clear fun()
---@field set_cursor fun(x: integer, y: integer)
---@field write fun(text: any, style: viberot.Style?)
---@field flush fun() what is written later is not shown; without it, all is

--- Draws text at places, as programs draw on terminals.
---@param canvas viberot.ui.Canvas
---@param draw fun(term: viberot.Term)
---@return viberot.Node
function ui.canvas(canvas, draw) end
