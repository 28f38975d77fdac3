#!/bin/sh
# An example of an action: how long a command takes.
#
#   [[rules]]
#   command = "npm install*"
#   action.exec = "stopwatch.sh"
#
# VibeRot starts it when a command matches, and closes its input when that command has ended. What it prints is shown
# with the rule and kept in the history. Each time is also added to stopwatch.tsv in VibeRot's folder.

started=$(date +%s)

# Nothing is ever written to the input: this waits until it is closed.
while read -r _; do :; done

seconds=$(($(date +%s) - started))
printf '%s took %s s\n' "$VIBEROT_COMMAND" "$seconds"

# Tabs and line ends of the command line would break the table.
command=$(printf '%s' "$VIBEROT_COMMAND" | tr '\t\n' '  ')
printf '%s\t%s\t%s\n' "$VIBEROT_TIMESTAMP" "$seconds" "$command" >> "$VIBEROT_HOME/stopwatch.tsv"
