# The shell probe of VibeRot for bash 3.2 and newer: tells a running hub which command lines are typed here, and how
# they end. `viberot shell install` puts a copy into the home directory (HOME/shell/) and a line into ~/.bashrc.
#
# Records are appended to HOME/run/shells/bash.PID.START.TTY (START and TTY: fields 22 and 7 of /proc/PID/stat, 0 where
# there is no /proc). The folder is there while a hub runs; without it nothing is done. Appending never waits, and a hub
# that reads slowly or not at all stops no shell. A record is raw bytes, so that nothing has to be escaped: fields
# separated by a NUL and ended by two; texts begin with "=", so that no field is empty. Times are in seconds, with
# fractions, or "0" where bash cannot tell.
#   B number time =cwd =line                     a command line begins
#   H number time =cwd saved =history =command   the same, in bash's words: the newest entries as `history` prints them.
#     `saved` says how many entries the line made. 0: it made none that we know of; then the first simple command is
#     said, too. If the newest entry begins with that, it is the line (ignoredups); if not, the person keeps the line
#     out of the history (ignorespace, HISTIGNORE), and the hub forgets it.
#   E number time status                         it ended; status is ? where bash did not tell
#
# How the beginning is noticed: PS0 is expanded when a whole command line has been read (bash 4.4), or else the prompt
# says that the next command is one; then a DEBUG trap fires before its first command. The trap is set for that one
# moment: a trap of the person's own is called by it, is back in force before the command runs, and may change at any
# time. Where bash-preexec is loaded, it calls us instead. No process is started, in no case.

[ -n "${BASH_VERSION-}" ] || return 0
case $- in *i*) ;; *) return 0 ;; esac
[[ ${__viberot_loaded-} != "$$" ]] || return 0

__viberot_start() {
  local IFS=' ' stat=''
  __viberot_spool=${BASH_SOURCE[0]%/*}
  __viberot_spool=${__viberot_spool%/*}/run/shells
  IFS= read -r stat </proc/$$/stat
  # The name of the program comes first, in parentheses, and may hold anything.
  set -- ${stat##*) }
  __viberot_file=$__viberot_spool/bash.$$.${20:-0}.${5:-0}
  __viberot_trap_file=$__viberot_file.trap
  __viberot_loaded=$$ __viberot_number=0 __viberot_open='' __viberot_armed=0 __viberot_base=0 __viberot_at=0
  __viberot_user_trap='' __viberot_last='' __viberot_was=0 __viberot_ps0='' __viberot_none=()
} 2>/dev/null

# False for a readonly variable, which some administrators make of those below: to assign to one would end the caller.
__viberot_may_set() { local "$1"; } 2>/dev/null

# Writes the end of the command line under way. Keeps $?, except under `set -e`, where that would end the shell.
__viberot_end() {
  local status=${1:-$?}
  # Lines that no trap noticed: one without a simple command, such as (cd x; make), or those pasted after the first.
  if ((__viberot_armed > 0)); then
    __viberot_write_end '?'
    __viberot_begin
  fi
  __viberot_armed=0
  __viberot_write_end "$status"
  [[ $- != *e* ]] || return 0
  return "$status"
} 2>/dev/null

__viberot_write_end() {
  [[ $__viberot_open && -d $__viberot_spool ]] || return 0
  __viberot_open=''
  printf 'E\0%s\0%s\0%s\0\0' "$__viberot_number" "${EPOCHREALTIME:-0}" "$1" >>"$__viberot_file" || :
}

# Writes that a command line begins: the one that is given, or else the newest of the history.
__viberot_begin() {
  local saved=$((__viberot_armed - __viberot_base)) shown=1 when=${EPOCHREALTIME:-0} command=''
  local HISTTIMEFORMAT='' || :
  [[ $__viberot_at == 0 ]] || when=${__viberot_at%??????}.${__viberot_at:${#__viberot_at}-6}
  __viberot_base=$__viberot_armed __viberot_armed=0 __viberot_at=0
  [[ -d $__viberot_spool ]] || return 0
  __viberot_open=1
  ((__viberot_number += 1))
  # With times in front (readonly) nobody could read the history: the first command has to do.
  [[ $# -gt 0 || -z ${HISTTIMEFORMAT-} || $saved -le 0 ]] || set -- "$BASH_COMMAND"
  if [[ $# -gt 0 ]]; then
    printf 'B\0%s\0%s\0=%s\0=%s\0\0' "$__viberot_number" "$when" "${PWD-}" "$1" >>"$__viberot_file"
    return 0
  fi
  # More entries than one: a line of several without cmdhist.
  if ((saved > 0 && saved < 1000)); then
    shown=$saved
  else
    saved=0
    [[ $BASH_COMMAND == '${__viberot_'* || ${FUNCNAME[1]-} == __viberot_end ]] || command=$BASH_COMMAND
  fi
  {
    printf 'H\0%s\0%s\0=%s\0%s\0=' "$__viberot_number" "$when" "${PWD-}" "$saved"
    builtin history "$shown"
    printf '\0=%s\0\0' "$command"
  } >>"$__viberot_file"
} 2>/dev/null

# Called by the DEBUG trap with $_. Fails when a command line has begun and the trap has done its work.
__viberot_debug() {
  __viberot_was=$? __viberot_last=${1-}
  # Completions and key bindings run commands, too.
  [[ $__viberot_armed != 0 && -z ${COMP_LINE-}${READLINE_LINE-} && $BASH_COMMAND != '${__viberot_'* ]] || return 0
  __viberot_begin
  return 1
} 2>/dev/null

__viberot_status() { return "$__viberot_was"; }

# Run by the trap. The person's own trap, put into both branches, sees the $? and $_ that it would see without us, and
# its status counts (extdebug).
__viberot_alone='__viberot_debug "$_" || trap - DEBUG'
__viberot_chained() {
  __viberot_trap='__viberot_debug "$_" || trap -- "$__viberot_user_trap" DEBUG
if __viberot_status "$__viberot_last"; then
'$1'
else
'$1'
fi'
}

# Learns the person's trap from a file, as what `trap -p` prints can't be had otherwise without a process.
__viberot_read_trap() {
  local said='' words
  [[ ! -s $__viberot_trap_file ]] || IFS= read -r -d '' said <"$__viberot_trap_file" || :
  if [[ $said != *'__viberot_debug "$_"'* ]]; then
    __viberot_user_trap=''
    [[ -z $said ]] || { eval "words=(${said%DEBUG*})" && __viberot_user_trap=${words[2]-}; }
  fi
  __viberot_trap=$__viberot_alone
  [[ -z $__viberot_user_trap ]] || __viberot_chained "$__viberot_user_trap"
} 2>/dev/null

# From here on the next command is one that the person gives.
__viberot_arm() {
  __viberot_read_trap
  __viberot_greet
  __viberot_armed=0 __viberot_at=0 __viberot_base=${HISTCMD:-0}
  if [[ $__viberot_ps0 ]] && shopt -q promptvars && __viberot_may_set PS0; then
    [[ ${PS0-} == *__viberot_armed* ]] || PS0=${PS0-}$__viberot_ps0
  else
    __viberot_armed=-1
  fi
} 2>/dev/null

# An empty file tells the hub of this shell.
__viberot_greet() {
  [[ ! -d $__viberot_spool || -e $__viberot_file ]] || printf '' >>"$__viberot_file" || :
} 2>/dev/null

# What comes first and last before each prompt. `${…:+…}` and `${…-/}`, as PROMPT_COMMAND may be exported to a shell
# without us. Short, because a trap of the person's own sees it.
__viberot_first='${__viberot_loaded:+__viberot_end} 2>/dev/null'
__viberot_final='if trap -p DEBUG 2>/dev/null >|"${__viberot_trap_file-/}"; then
trap - DEBUG
__viberot_arm
trap -- "$__viberot_trap" DEBUG
fi'

__viberot_precmd() {
  __viberot_end
  __viberot_greet
}

# Since bash 5.1 it is a list, and each of its members sees the $? of the command.
((BASH_VERSINFO[0] > 5 || BASH_VERSINFO[0] == 5 && BASH_VERSINFO[1] >= 1)) && __viberot_list=1 || __viberot_list=''

# Runs before the first prompt, when all that belongs to the start of this shell has been read. Fails when what comes
# before a prompt needs nothing more.
__viberot_install() {
  if [[ $__viberot_list ]]; then
    unset 'PROMPT_COMMAND[90]'
  else
    PROMPT_COMMAND=${PROMPT_COMMAND/$'\n'"$__viberot_installer"/}
  fi
  if [[ ${bash_preexec_imported-}${__bp_imported-} ]]; then
    preexec_functions+=(__viberot_begin)
    precmd_functions+=(__viberot_precmd)
    return 1
  fi
  # An index is arithmetic, which may assign; the element is empty, so nothing is printed.
  if [[ ${EPOCHREALTIME-} ]]; then
    __viberot_ps0='${__viberot_none[__viberot_at=${EPOCHREALTIME/[.,]/}+0,__viberot_armed=HISTCMD]-}'
  elif ((BASH_VERSINFO[0] > 4 || BASH_VERSINFO[0] == 4 && BASH_VERSINFO[1] >= 4)); then
    __viberot_ps0='${__viberot_none[__viberot_armed=HISTCMD]-}'
  fi
  if [[ $__viberot_list ]]; then
    PROMPT_COMMAND=("$__viberot_first" ${PROMPT_COMMAND[@]+"${PROMPT_COMMAND[@]}"} "$__viberot_final")
  else
    PROMPT_COMMAND=$__viberot_first$'\n'$PROMPT_COMMAND$'\n'$__viberot_final
  fi
}

__viberot_start
__viberot_may_set PROMPT_COMMAND || return 0
# A place where nobody's plain assignment to PROMPT_COMMAND replaces it, if there is such a one.
__viberot_installer='if __viberot_install; then eval "$__viberot_final"; fi'
if [[ $__viberot_list ]]; then
  PROMPT_COMMAND[90]=$__viberot_installer
else
  PROMPT_COMMAND=${PROMPT_COMMAND:-:}$'\n'$__viberot_installer
fi
