---@meta

-- Nodes of views: what `ui` makes. The first value of a table, or what is given in place of one, is the field that
-- comes first below.

---@class viberot.ui.Row: viberot.ui.Box

--- Its children beside each other.
---@param node viberot.ui.Row?
---@return viberot.Node
function ui.row(node) end

---@class viberot.ui.Column: viberot.ui.Box

--- Its children below each other.
---@param node viberot.ui.Column?
---@return viberot.Node
function ui.column(node) end

---@class viberot.ui.Panel: viberot.ui.Box
---@field title viberot.Text?
---@field tone viberot.Tone?

--- A bordered part with a title.
---@param node viberot.ui.Panel?
---@return viberot.Node
function ui.panel(node) end

---@class viberot.ui.Tabs: viberot.ui.Box
---@field titles string[]?

--- One child at a time: `ui.tabs { { title = "One", … }, { title = "Two", … } }`.
---@param node viberot.ui.Tabs?
---@return viberot.Node
function ui.tabs(node) end

---@class viberot.ui.Spacer: viberot.ui.Shared

--- Room.
---@param node viberot.ui.Spacer?
---@return viberot.Node
function ui.spacer(node) end

---@class viberot.ui.Divider: viberot.ui.Shared

--- A line.
---@param node viberot.ui.Divider?
---@return viberot.Node
function ui.divider(node) end

---@class viberot.ui.Text: viberot.ui.Shared
---@field [1] viberot.Text?
---@field text viberot.Text?
---@field tone viberot.Tone?
---@field bold boolean?
---@field truncate boolean?

--- A text of one style.
---@param node viberot.Text|viberot.ui.Text
---@param more viberot.ui.Text?
---@return viberot.Node
function ui.text(node, more) end

---@class viberot.ui.Heading: viberot.ui.Shared
---@field [1] viberot.Text?
---@field text viberot.Text?
---@field level integer?

--- A title; level 1 is the largest.
---@param node viberot.Text|viberot.ui.Heading
---@param more viberot.ui.Heading?
---@return viberot.Node
function ui.heading(node, more) end

---@class viberot.ui.Paragraph: viberot.ui.Shared
---@field [1] viberot.Text?
---@field text viberot.Text?
---@field tone viberot.Tone?

--- A text that wraps.
---@param node viberot.Text|viberot.ui.Paragraph
---@param more viberot.ui.Paragraph?
---@return viberot.Node
function ui.paragraph(node, more) end

---@class viberot.ui.Code: viberot.ui.Shared
---@field [1] string?
---@field text string?

--- Text as it is, with its spaces and lines.
---@param node string|viberot.ui.Code
---@param more viberot.ui.Code?
---@return viberot.Node
function ui.code(node, more) end

---@class viberot.ui.Badge: viberot.ui.Shared
---@field [1] viberot.Text?
---@field text viberot.Text?
---@field tone viberot.Tone?

--- A few words on a ground of their own.
---@param node viberot.Text|viberot.ui.Badge
---@param more viberot.ui.Badge?
---@return viberot.Node
function ui.badge(node, more) end

---@class viberot.ui.Keys: viberot.ui.Shared
---@field [1] string?
---@field keys string?

--- Keys as they are written on a keyboard: `ui.keys("mod+k")`.
---@param node string|viberot.ui.Keys
---@param more viberot.ui.Keys?
---@return viberot.Node
function ui.keys(node, more) end

---@class viberot.ui.Link: viberot.ui.Shared
---@field [1] viberot.Text?
---@field text viberot.Text?
---@field to string

--- Leads to a view ("agents", "view/usage", "agents/ID") or a web page.
---@param node viberot.Text|viberot.ui.Link
---@param more viberot.ui.Link?
---@return viberot.Node
function ui.link(node, more) end

---@class viberot.ui.Alert: viberot.ui.Shared
---@field [1] viberot.Text?
---@field text viberot.Text?
---@field tone viberot.Tone?

--- What a person should notice.
---@param node viberot.Text|viberot.ui.Alert
---@param more viberot.ui.Alert?
---@return viberot.Node
function ui.alert(node, more) end

---@class viberot.ui.Empty: viberot.ui.Shared
---@field [1] string?
---@field title string?
---@field text string?
---@field action { label: string, on_click: fun(): any }?

--- What is shown where there is nothing yet.
---@param node string|viberot.ui.Empty
---@param more viberot.ui.Empty?
---@return viberot.Node
function ui.empty(node, more) end

---@class viberot.ui.Button: viberot.ui.Shared
---@field [1] string?
---@field label string?
---@field tone viberot.Tone?
---@field disabled boolean?
---@field confirm string?
---@field on_click (fun(): any)?

--- What is returned by `on_click` as a text is shown: `ui.button("Go", function() … end)`.
---@param node string|viberot.ui.Button
---@param more (fun(): any)|table|nil
---@return viberot.Node
function ui.button(node, more) end

---@class viberot.ui.Facts: viberot.ui.Shared
---@field items { name: string, value: viberot.Text|number, tone: viberot.Tone? }[]?
---@field [integer] any

--- Names and values. Values may be numbers.
---@param node viberot.ui.Facts
---@return viberot.Node
function ui.facts(node) end

---@class viberot.ui.List: viberot.ui.Shared
---@field items viberot.Item[]|viberot.Binding?
---@field item viberot.Item?
---@field selected string?
---@field empty string?
---@field on_select (fun(key: string): any)?
---@field [integer] any

--- Items, or the entities of a binding; then texts of `item` name fields in braces: `"{name}"`.
---@param node viberot.ui.List|viberot.Binding
---@param more viberot.ui.List?
---@return viberot.Node
function ui.list(node, more) end

---@class viberot.ui.Table: viberot.ui.Shared
---@field columns { title: string, field: string, width: number|string?, grow: number?, align: "start"|"end"? }[]
---@field rows table<string, string|number|boolean>[]|viberot.Binding?
---@field empty string?
---@field on_select (fun(key: string): any)?
---@field [integer] any

--- Rows with the fields that its columns name, or the entities of a binding.
---@param node viberot.ui.Table|viberot.Binding
---@param more viberot.ui.Table?
---@return viberot.Node
function ui.table(node, more) end

---@class viberot.ui.Progress: viberot.ui.Shared
---@field [1] number?
---@field value number?
---@field label string?
---@field tone viberot.Tone?

--- How far something is, from 0 to 1; without a value it is not known.
---@param node number|viberot.ui.Progress
---@param more viberot.ui.Progress?
---@return viberot.Node
function ui.progress(node, more) end

---@class viberot.ui.Chart: viberot.ui.Shared
---@field type "line"|"bar"?
---@field title string?
---@field labels string[]?
---@field series { name: string, values: number[], tone: viberot.Tone? }[]?
---@field unit string?
---@field [integer] any

--- Numbers over time, or side by side.
---@param node viberot.ui.Chart
---@return viberot.Node
function ui.chart(node) end

---@class viberot.ui.AgentList: viberot.ui.Shared
---@field where viberot.Where?
---@field order string?
---@field empty string?
---@field on_select (fun(key: string): any)?

--- The agents, or some of them. Without `on_select` the chosen one gets the focus.
---@param node viberot.ui.AgentList?
---@return viberot.Node
function ui.agent_list(node) end

---@class viberot.ui.Terminal: viberot.ui.Shared
---@field [1] string?
---@field agent string?

--- The live terminal of an agent: its id, or "focused" for the one chosen last.
---@param node string|viberot.ui.Terminal
---@param more viberot.ui.Terminal?
---@return viberot.Node
function ui.terminal(node, more) end

---@class viberot.ui.Sidebar: viberot.ui.Shared
---@field views string[]?
---@field [integer] any

--- The views to choose from, by their names; "*" is all others that Lua has. For the layout.
---@param node viberot.ui.Sidebar
---@return viberot.Node
function ui.sidebar(node) end

---@class viberot.ui.Main: viberot.ui.Shared

--- The view that was chosen. For the layout.
---@param node viberot.ui.Main?
---@return viberot.Node
function ui.main(node) end

---@class viberot.ui.StatusBar: viberot.ui.Box

--- A line with how things are: what waits, what runs, and its children. For the layout.
---@param node viberot.ui.StatusBar?
---@return viberot.Node
function ui.status_bar(node) end
