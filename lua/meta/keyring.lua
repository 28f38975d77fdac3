---@meta

--- Secrets in the keyring of the system. Needs the permission `keyring`, which files in improvements/ never have.
keyring = {}

--- A secret; nil when there is none. Awaits.
---@param service string
---@param key string
---@return string?
function keyring.get(service, key) end

--- Text in UTF-8, of at most 8,191 bytes on Linux and about 1,900 on macOS. Awaits.
---@param service string
---@param key string
---@param secret string
function keyring.set(service, key, secret) end

--- Awaits.
---@param service string
---@param key string
function keyring.delete(service, key) end
