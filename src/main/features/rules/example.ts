/**
 * The config.toml of a first start: explains itself and does nothing.
 * Lines of the sample rule begin with "#" alone, so that taking that away makes it work.
 */
export const exampleConfig = String.raw`# VibeRot's rules: what to do when a command starts on this machine.
# Changes are taken over as soon as this file is saved. If there is a mistake in it, VibeRot says where,
# and the rules from before stay in force. To check it yourself:  viberot rules check

# A rule to try: take the "#" from the start of its lines, save, and run "sleep 3" in a terminal.
# It notes in sleep.log, in the folder of this file, when the command began and when it ended.
#
#[[rules]]
#id = "sleep-log"
#command = "sleep *"
#
#[rules.action]
#type = "exec"
#path = 'log="$VIBEROT_HOME/sleep.log"; echo "began: $VIBEROT_COMMAND" >> "$log"; cat > /dev/null; echo "ended: $VIBEROT_COMMAND" >> "$log"'
#shell = true

# [[rules]] begins a rule.
#   command   a glob, or a list of globs of which any may match: ["npm install*", "pnpm install*"]
#   id        the rule's name in lists and in the log; made from the command if you leave it out
#   enabled   false switches the rule off
#
# [rules.action], below the rule's own keys, says what to do.
#   type              "exec" runs a program
#   path              the program: "/an/absolute/path", "~/in/your/home", "a/path" below the folder of this file,
#                     or a "name" alone, which is looked for in the folder actions here, then in PATH
#   args              its arguments: ["one", "two"]
#   shell             true: path is a command line for the system's shell; args are its "$@"
#   single_instance   true: hold the rule back while its last run is still under way
# The action may stand on one line as well:  action = { type = "exec", path = "notify.sh", args = ["build"] }
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
#
# The action is given, in its environment:
#   VIBEROT_COMMAND             the command line that matched
#   VIBEROT_PID                 its process
#   VIBEROT_PID_TYPE            "real": VIBEROT_PID is the id that the system gave the process
#   VIBEROT_TIMESTAMP           when it started, like 2026-01-31T09:30:00.000Z
#   VIBEROT_WORKING_DIRECTORY   the folder it started in, if that could be read
#   VIBEROT_HOME                the folder of this file
#   VIBEROT_RULE                the id of the rule
# Its standard input stays open as long as the command runs and is closed when the command ends: an action that
# waits reads until the end of its input. No rule fires on what an action runs.
`;
