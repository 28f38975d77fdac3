-- long_commands: tells when a command that ran for long has ended, unless it belongs to an agent.

local M = {}

local longest_s = 60
local forgotten_after = 5000

--- What to say of a command that has ended; nil when it was short.
---@param process { program: string, started_at: number }
---@param exit viberot.Exit
---@param now_s number
---@return string?
function M.message(process, exit, now_s)
  local took = now_s - process.started_at / 1000
  if took < longest_s then return nil end
  local how = (exit.code or 0) == 0 and not exit.signal and "is done" or "has failed"
  return string.format("%s %s after %d min", process.program, how, took // 60)
end

-- Only in memory: a process that ends while the app does not run is told by nobody.
local running, count = {}, 0

events.on("process_started", function(process)
  if count >= forgotten_after then running, count = {}, 0 end
  -- Without a terminal nobody waits for it.
  if process.tty then
    running[process.key] = { program = process.program, started_at = process.started_at }
    count = count + 1
  end
end)

events.on("process_exited", function(ended)
  local process = running[ended.key]
  if not process then return end
  running[ended.key] = nil
  count = count - 1
  local message = M.message(process, ended.exit, os.time())
  if message then hub.notify { title = message } end
end)

return M
