---@meta

-- Nodes of views that a person fills in.

---@class viberot.ui.Form: viberot.ui.Box
---@field submit string?
---@field on_submit fun(fields: table<string, any>): any

--- What its fields hold is given to `on_submit` as one table, by their names.
---@param node viberot.ui.Form?
---@return viberot.Node
function ui.form(node) end

---@class viberot.ui.Input: viberot.ui.Shared
---@field [1] string?
---@field name string?
---@field label string?
---@field help string?
---@field value string?
---@field placeholder string?
---@field type "text"|"number"|"password"?
---@field multiline boolean?
---@field required boolean?
---@field on_change (fun(value: any): any)?

--- A field for text.
---@param node string|viberot.ui.Input
---@param more viberot.ui.Input?
---@return viberot.Node
function ui.input(node, more) end

---@class viberot.ui.Select: viberot.ui.Shared
---@field [1] string?
---@field name string?
---@field label string?
---@field help string?
---@field value string?
---@field options (string|{ value: string, label: string? })[]
---@field on_change (fun(value: any): any)?

--- One of several; options may be texts.
---@param node string|viberot.ui.Select
---@param more viberot.ui.Select?
---@return viberot.Node
function ui.select(node, more) end

---@class viberot.ui.Checkbox: viberot.ui.Shared
---@field [1] string?
---@field name string?
---@field label string?
---@field help string?
---@field value boolean?
---@field on_change (fun(value: any): any)?

--- Yes or no.
---@param node string|viberot.ui.Checkbox
---@param more viberot.ui.Checkbox?
---@return viberot.Node
function ui.checkbox(node, more) end
