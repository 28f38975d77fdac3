#!/bin/sh
# Outlives a hub that dies without cleaning up (kill -9, crash, out of memory): removes its files, ends its process groups.
# usage: guard.sh [TERM_AFTER [KILL_AFTER]], in tenths of a second. The hub writes lines to stdin:
#   +g PGID   watch a process group      -g PGID   forget it
#   +f PATH   watch a file or folder     q         the hub ends in order: nothing is left to do
#   +l NONCE PATH   the hub's lock file, which holds NONCE while it is this hub's: by the time the guard gets to run,
#             another hub may have taken over, and then the files are the other hub's
# The end of stdin without "q" means that the hub has died; the kernel closes it however that came about.

trap '' HUP INT TERM
cd /
term_after=${1:-50}
kill_after=${2:-20}
set -- # from here on "$@" are the files
groups=' '
lock=
nonce=

while IFS= read -r line; do
  value=${line#???}
  case $line in
    '+g '*) groups="$groups$value " ;;
    '-g '*)
      case $groups in
        *" $value "*) groups="${groups%%" $value "*} ${groups#*" $value "}" ;;
      esac
      ;;
    '+f '*) set -- "$@" "$value" ;;
    '+l '*)
      nonce=${value%% *}
      lock=${value#* }
      ;;
    q) exit 0 ;;
  esac
done

signal_groups() {
  for pgid in $groups; do
    kill -s "$1" -- "-$pgid" 2>/dev/null
  done
}

# True when all groups have gone within so many tenths of a second. Those that have gone are not looked at again.
all_gone_within() {
  tenths=$1
  while :; do
    left=' '
    for pgid in $groups; do
      kill -s 0 -- "-$pgid" 2>/dev/null && left="$left$pgid "
    done
    groups=$left
    [ "$groups" = ' ' ] && return 0
    [ "$tenths" -le 0 ] && return 1
    tenths=$((tenths - 1))
    sleep 0.1
  done
}

if [ -z "$lock" ] || grep -qF -- "$nonce" "$lock" 2>/dev/null; then
  [ $# -gt 0 ] && rm -rf -- "$@"
  # The lock last: until then no other hub can have files of its own.
  [ -n "$lock" ] && rm -f -- "$lock"
fi
# Their stdin has closed with the hub, which asks actions to end by themselves.
all_gone_within "$term_after" && exit 0
signal_groups TERM
all_gone_within "$kill_after" && exit 0
signal_groups KILL
