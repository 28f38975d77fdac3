---@meta

crypto = {}

--- AES-256-GCM. Returns nonce (12 bytes), tag (16 bytes) and ciphertext. Awaits.
---@param plain string
---@param key string 32 bytes
---@return string
function crypto.encrypt(plain, key) end

--- What was encrypted; an error when the key is another one or the data was changed. Awaits.
---@param data string
---@param key string 32 bytes
---@return string
function crypto.decrypt(data, key) end

--- Awaits.
---@param count integer at most 65,536
---@return string
function crypto.random_bytes(count) end

--- 32 bytes. Awaits.
---@param data string
---@return string
function crypto.sha256(data) end
