#!/bin/sh
# Runs apt-get, quietly, and waits up to ten minutes while another one works. apt-get itself waits for
# the lock of the packages only if it is told to, and never for the one of their lists.
#
#     sh mk/apt-get.sh update
#     sh mk/apt-get.sh install -y --no-install-recommends PACKAGE ...
end=$(($(date +%s) + 600))

while :; do
  left=$((end - $(date +%s)))
  [ $left -gt 0 ] || left=0
  said=$(LC_ALL=C DEBIAN_FRONTEND=noninteractive \
    apt-get -qq -o DPkg::Lock::Timeout=$left "$@" 2>&1 >/dev/null)
  code=$?
  case $code:$said in
    0:*) break ;;
    *"Could not get lock"*) ;;
    *) break ;;
  esac
  [ $left -gt 0 ] || break
  sleep 1
done

[ -z "$said" ] || printf '%s\n' "$said" >&2
exit $code
