#!/bin/sh
# Installs the probe's helper with the capabilities that full capture needs, or removes it. Runs as root.
# usage: install-probe.sh install SHA256 DIRECTORY GID [all-users] < HELPER
#        install-probe.sh remove DIRECTORY
# Exit code: 0 done; 3 failed, and then a line on stderr says why, and what was installed before is as it was.
#
# The helper comes on stdin, opened by the person's own program, because root cannot read every place where it may lie
# (the mounted image of an AppImage, a home on NFS). What counts is the sum of the copy that only root can write.

set -u
umask 077
PATH=/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C
export PATH LC_ALL

fail() {
  printf 'install-probe: %s\n' "$1" >&2
  exit 3
}

made=
# Parents first. Group and set-group-ID of a parent such as Debian's /usr/local/lib are not passed on.
make_directory() {
  [ -d "${1:-/}" ] && return
  make_directory "${1%/*}"
  made=yes
  # No more than this, because whoever may write to the parent (Debian's group staff) could put a link in its place.
  (umask 022 && mkdir -- "$1") && chown -h 0:0 -- "$1" && chmod g-s -- "$1" || fail "the directory $1 cannot be made"
}

# From here on paths are relative: whatever is done to the path above, we stay in the directory that was checked.
enter_directory() {
  [ ! -L "$directory" ] && cd -P -- "$directory" || fail "$directory is no directory"
  [ -n "$(find . -prune -user 0 ! -perm -020 ! -perm -002)" ] ||
    fail "$directory must belong to root, and only root may write there"
}

remove_empty_directories() {
  cd /
  rmdir -- "$directory" 2>/dev/null
  case ${directory%/*} in */viberot) rmdir -- "${directory%/*}" 2>/dev/null ;; esac
}

staged=
clean_up() {
  [ -n "$staged" ] && rm -rf -- "$staged"
  [ -z "$made" ] || remove_empty_directories
}

install_helper() {
  sha256=$1 gid=$2 all_users=$3
  case $sha256 in *[!0-9a-f]*) fail 'the SHA-256 is not one' ;; esac
  [ ${#sha256} -eq 64 ] || fail 'the SHA-256 is not one'
  case $gid in '' | *[!0-9]*) fail 'the group is no number' ;; esac
  case $all_users in '' | all-users) ;; *) fail "what is '$all_users'?" ;; esac
  command -v setcap >/dev/null ||
    fail 'the program setcap is missing: install libcap2-bin (Debian, Ubuntu) or libcap (Fedora, Arch)'

  trap clean_up EXIT
  make_directory "$directory"
  enter_directory
  staged=$(mktemp -d ./.install.XXXXXX) || fail "$directory cannot be written"
  cat >"$staged/viberot-probe" || fail "the helper cannot be copied to $directory"
  sum=$(sha256sum <"$staged/viberot-probe") || fail 'the copy of the helper cannot be checked'
  [ "${sum%% *}" = "$sha256" ] || fail 'the helper is not the one that VibeRot meant: its SHA-256 differs'
  # In this order: a change of owner takes capabilities away.
  chown "0:$gid" "$staged/viberot-probe" && chmod 0750 "$staged/viberot-probe" || fail 'its owner cannot be set'
  setcap cap_bpf,cap_perfmon+ep "$staged/viberot-probe" ||
    fail "capabilities cannot be set in $directory: its file system or this machine's kernel may not have them"
  : >"$staged/all-users" && chmod 0644 "$staged/all-users" || fail "$directory cannot be written"

  # At no time may a helper see more than was asked for, so its mark is removed before and set after.
  [ -n "$all_users" ] || rm -f ./all-users || fail 'the mark all-users cannot be removed'
  mv -f "$staged/viberot-probe" ./viberot-probe || fail 'the helper cannot be put in its place'
  [ -z "$all_users" ] || mv -f "$staged/all-users" ./all-users || fail 'the mark all-users cannot be set'
}

remove_helper() {
  [ -e "$directory" ] || [ -L "$directory" ] || exit 0
  enter_directory
  # Whoever has made a hard link to it must be left with a helper without capabilities.
  [ ! -f ./viberot-probe ] || ! command -v setcap >/dev/null || setcap -r ./viberot-probe 2>/dev/null || :
  rm -rf ./viberot-probe ./all-users ./.install.* || fail "what is in $directory cannot be removed"
  remove_empty_directories
}

[ "$(id -u)" = 0 ] || fail 'this must run as root'
trap 'exit 3' HUP INT TERM
case "${1:-} $#" in
  'install 4' | 'install 5') directory=$3 ;;
  'remove 2') directory=$2 ;;
  *) fail 'usage: install SHA256 DIRECTORY GID [all-users] < HELPER, or remove DIRECTORY' ;;
esac
case $directory/ in
  */../* | */./* | *//*) fail "the directory '$directory' must be a plain path" ;;
  /*) ;;
  *) fail "the directory '$directory' must begin with /" ;;
esac
case $1 in
  install) install_helper "$2" "$4" "${5:-}" ;;
  remove) remove_helper ;;
esac
exit 0
