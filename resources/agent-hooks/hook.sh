#!/bin/sh
# Run by the hooks of coding agents: hook.sh TOOL [JSON]. Without JSON as an argument it comes by stdin.
# Inside of an agent of VibeRot it leaves the JSON, ended by NUL, in a file of its own in the agents' spool; anywhere else
# it does nothing. It never fails, never says anything, and never waits for VibeRot.
tool=${1-}
id=${VIBEROT_AGENT_ID-}
spool=${VIBEROT_AGENT_SPOOL-}

# Whoever writes to us must not find a closed pipe.
leave() {
  if [ "$1" -lt 2 ] && [ ! -t 0 ]; then cat >/dev/null 2>&1; fi
  exit 0
}

case $tool in claude | codex | gemini) ;; *) leave $# ;; esac
case $id in '' | *[!a-zA-Z0-9-]*) leave $# ;; esac
if [ ! -d "$spool" ] || [ ! -O "$spool" ]; then leave $#; fi
# While no VibeRot runs nobody takes the records away. The first ones are of no use any more by then.
is_full() {
  set -- "$spool/$id".*
  [ $# -ge 200 ]
}
if is_full; then leave $#; fi

umask 077
# A megabyte at most (SIGXFSZ).
trap '' 25
ulimit -f 2048
{
  if [ $# -ge 2 ]; then printf '%s' "$2"; elif [ ! -t 0 ]; then cat; fi && printf '\000'
} >>"$spool/$id.$tool.$$" 2>/dev/null || leave $#
exit 0
