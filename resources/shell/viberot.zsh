# The shell probe of VibeRot for zsh: tells a running hub which command lines are typed here, and how they end.
# `viberot shell install` puts a copy into the home directory (HOME/shell/) and a line into .zshrc.
#
# Records are described in viberot.bash. The file is HOME/run/shells/zsh.PID.START.TTY; this shell writes B and E.
# No process is started.

[[ -o interactive && ${__viberot_loaded-} != $$ ]] || return 0

typeset -g __viberot_spool=${(%):-%x} __viberot_loaded=$$ __viberot_open=
typeset -gi __viberot_number=0
__viberot_spool=${__viberot_spool:h:h}/run/shells

() {
  emulate -L zsh
  local stat=
  # The name of the program comes first, in parentheses, and may hold anything.
  { IFS= read -r stat </proc/$$/stat } 2>/dev/null
  local -a fields=(${=stat##*\) })
  typeset -g __viberot_file=$__viberot_spool/zsh.$$.${fields[20]:-0}.${fields[5]:-0}
  zmodload zsh/datetime
}

# $1 is the line as typed, and empty when it is kept out of the history; then it is not ours to keep either.
__viberot_preexec() {
  [[ -n $1 && ! ( -o histignorespace && $1 == ' '* ) ]] || return 0
  emulate -L zsh
  # The line is taken byte by byte, which is quicker where it is long.
  setopt nomultibyte
  [[ -d $__viberot_spool ]] || return 0
  local line=$1
  # A NUL ends a field; zsh is the only shell that lets one be typed.
  [[ $line != *$'\0'* ]] || line=${line//$'\0'/}
  __viberot_open=1
  __viberot_number+=1
  # Several times as fast as printf for a long line.
  print -rn -- "B"$'\0'"$__viberot_number"$'\0'"${EPOCHREALTIME:-0}"$'\0'"=$PWD"$'\0'"=$line"$'\0\0' >>|$__viberot_file
} 2>/dev/null

__viberot_precmd() {
  local code=$?
  emulate -L zsh
  [[ -d $__viberot_spool ]] || return 0
  if [[ -n $__viberot_open ]]; then
    __viberot_open=
    printf 'E\0%s\0%s\0%s\0\0' $__viberot_number ${EPOCHREALTIME:-0} $code >>|$__viberot_file
  elif [[ ! -e $__viberot_file ]]; then
    # An empty file tells the hub of this shell.
    printf '' >>|$__viberot_file
  fi
} 2>/dev/null

autoload -Uz add-zsh-hook
add-zsh-hook preexec __viberot_preexec
add-zsh-hook precmd __viberot_precmd
() {
  # Or else, with ksharrays, only the first of the others would stay.
  emulate -L zsh
  # First, so that what other hooks take before a prompt does not count as time of the command.
  precmd_functions=(__viberot_precmd ${precmd_functions:#__viberot_precmd})
}
