---@meta

--- Needs the permission `http`.
http = {}

--- Awaits.
---@param url string
---@param options { headers: table<string, string>?, timeout_ms: integer? }?
---@return viberot.Response
function http.get(url, options) end

--- Awaits.
---@param url string
---@param options viberot.RequestOptions?
---@return viberot.Response
function http.post(url, options) end

---@class viberot.Request: viberot.RequestOptions
---@field method string
---@field url string

--- Awaits.
---@param request viberot.Request
---@return viberot.Response
function http.request(request) end
