---@meta

--- Needs the permission `git`.
git = {}

--- Makes a worktree with a branch, which is made if it is new. Awaits.
---@param repository string
---@param path string
---@param branch string
function git.worktree_add(repository, path, branch) end

--- Removes a worktree; an error when it has changes. Awaits.
---@param path string
function git.worktree_remove(path) end

--- Awaits.
---@param path string
---@return { branch: string, changes: { path: string, status: string }[] }
function git.status(path) end
