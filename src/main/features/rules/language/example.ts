/**
 * The config.toml of a first start: explains itself and does nothing.
 * Lines of the sample rule begin with "#" alone, so that taking that away makes it work.
 */
export const exampleConfig = String.raw`# VibeRot's rules: what to do when a command starts or ends on this machine.
# Changes are taken over as soon as this file is saved. If there is a mistake in it, VibeRot says where,
# and the rules from before stay in force. To check it yourself:  viberot rules check
# Rules can be made and changed in VibeRot's window as well: it writes this file, and keeps what you wrote.

# A rule to try: take the "#" from the start of its lines, save, and run "sleep 3" in a terminal.
#
#[[rules]]
#id = "naps"
#command = "sleep *"
#action.notify = "{command} began"

# THE BASICS
# [[rules]] begins a rule.
#   command   a glob, or a list of globs of which any may match: ["npm install*", "pnpm install*"]
#   action    what to do, or a list of actions
#   id        the rule's name in the log and for commands; made from the command if you leave it out
#   name      what people call it
#   enabled   false switches the rule off
#
# Globs match the whole command line, arguments joined by spaces. Upper and lower case differ.
#   *  any characters, spaces and slashes too      ?  any one character
#   [abc] [a-z]  one of these                      [!a-z]  one that is none of these
#   {npm,pnpm}  one or the other                   \  takes the meaning from the character after it
# "npm install" matches that and nothing more, "npm install *" needs an argument, "npm install*" takes both.
# Write backslashes in 'single quotes'. A glob may match any of these forms of a command line:
#   as it is                                   /usr/bin/node /opt/npm/bin/npm-cli.js install
#   without the folder of the program          node /opt/npm/bin/npm-cli.js install
#   as its script, without the interpreter     npm install
# To see what matches, and why:  viberot rules test -- npm install
#
# ACTIONS
#   action.exec = "notify.sh"           runs a program (see below)
#   action.notify = "{command} began"   shows a notification; true: with a text of its own
#   action.overlay = "progress"         a small window while the command runs; or "https://…", or "page.html"
#   action.sound = "done"               plays a sound: "done", "failed", "attention", or a file
#   action.log = "{command} began"      writes a line to VibeRot's log; or with file = "builds.log" to that file
#   action.webhook = "https://…"        sends what happened as JSON
#   action.agent = ["claude", "-p"]     starts an agent
#   action.lua = 'viberot.log("hi")'    runs Lua in VibeRot (see below)
# More can be said in a table of its own, below the rule's own keys, or on one line:
#   [rules.action]                      action = { type = "notify", message = "…", at = "end" }
#   type = "exec"                       action = [{ sound = "done" }, { notify = true }]
#   path = "notify.sh"
#   args = ["one", "two"]
# All take timeout = "30s". Keys of each type:
#   exec      path, args, shell (true: path is a command line for the system's shell; args are its "$@")
#   notify    message, title, at ("start", "end" of the command, or "both"), silent
#   overlay   show, title, corner ("top-left"…), width, height, click_through
#   sound     sound, at            log   message, level, file, at
#   webhook   url, headers, at, retries, allow_private (addresses of this machine and its network)
#   agent     start, name, cwd, prompt; or name, send, enter: to send a text to the agent of that name
#   lua       code; or file = "tidy.lua"; or run = "tidy", what a Lua file has registered by actions.register
# Texts may hold {command} {program} {pid} {cwd} {rule} {agent} {exit} {duration}.
#
# CONDITIONS
#   match = "regex"             patterns are regular expressions (RE2), found anywhere; or "exact"; usually "glob"
#   not = "* --help"            none of these may match
#   cwd = "~/code/**"           it starts in such a folder
#   user = "root"               it is this user's
#   parent = "make*"            it was started by such a command
#   agent = "*"                 it comes from an agent; "codex", or the name or id of one: from such a one
#   on = "failure"              act when it ends other than with 0; "exit": when it ends; usually "start"
#   exit_code = [1, 2]          with on = "exit" or "failure": only these
#   min_duration = "10s"        it still runs after so long; with on = "exit" or "failure": it ran so long
#   active_hours = "09:00-17:30"     active_days = "mon-fri"
# HOW OFTEN
#   max_runs_at_once = 1        hold further matches while so many of its actions are under way
#   single_instance = true      the same as that 1
#   cooldown = "1m"             hold matches for so long after it has acted
#   timeout = "30s"             end its actions after so long
#   priority = 10               asked before rules with less; usually 0, in the order of this file
#   stop = true                 when it matches, no later rule is asked
#   of_actions = true           look at commands that actions of other rules start, too; others never do
#
# BESIDE RULES
#   [defaults]   what rules say that do not say it themselves: any key from conditions and how often, enabled
#   [history]    enabled, keep_days = 30, max_size = "200MB", mask = ['--pin=(\S+)'], mask_known = true
#   [limits]     runs = 100 actions at once, waiting = 10000 for their turn, depth = 3 actions in a chain
#
# AGENTS
#   [agents]            notify = ["needs-input", "finished", "failed", "stuck"], scrollback = 10000 lines
#   [agents.worktrees]  directory, setup = "npm install", copy = [".env", ".env.local"]
#   [[profiles]]        a way to start agents: id, command = "claude --model opus", and, as you like, name, args, env,
#                       cwd, color, icon, tool, status = [{ pattern = '^Proceed\?', status = "needs-input" }],
#                       auto_restart = "on-failure" or "always", resume = ["--resume", "{id}"], transcript = true,
#                       stuck_after = "5m"
#
# PROGRAMS
# exec looks for a "name" in the folder actions beside this file, among VibeRot's examples, and in PATH. It takes
# "/an/absolute/path", "~/in/your/home", and "a/path" below the folder of this file as well.
# The program is given, in its environment:
#   VIBEROT_COMMAND             the command line that matched
#   VIBEROT_PID                 its process
#   VIBEROT_PID_TYPE            "real": VIBEROT_PID is the id that the system gave the process; else "synthetic"
#   VIBEROT_TIMESTAMP           when it started, like 2026-01-31T09:30:00.000Z
#   VIBEROT_WORKING_DIRECTORY   the folder it started in, if that could be read
#   VIBEROT_EXIT_CODE           the code it ended with, with on = "exit" or "failure"; else VIBEROT_SIGNAL
#   VIBEROT_DURATION_MS         how long it ran, likewise
#   VIBEROT_HOME                the folder of this file
#   VIBEROT_ACTIONS             the folder actions in it
#   VIBEROT_RULE                the id of the rule
# Its standard input stays open as long as the command runs and is closed when the command ends: an action that
# waits reads until the end of its input.
#
# LUA
# What it is for is in viberot.command, .argv, .pid, .cwd, .rule, .agent, and once it has ended .exit, .duration_ms.
#   action.lua = '''
#     hub.notify({ title = viberot.program .. " began" })
#     viberot.on_finish(function(exit) viberot.log("ended with", exit.code) end)
#   '''
# "viberot lua api" prints all that it can do.
`;
