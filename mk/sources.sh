#!/bin/sh
# The files of the library, for the Makefile, the rockspecs and the static archive:
#
#     sh mk/sources.sh lua     the Lua modules
#     sh mk/sources.sh http    the C files that urssaf.http is linked from; the same for decode, checksum
#     sh mk/sources.sh http isal       the same with ISA-L; without this word it is zlib
#
# A C module is src/binding/NAME.c and whatever that needs: for each header that one of its files
# includes, the .c file of the same name, if there is one. So a new C file needs no entry here.
# What inflate_member.h declares is defined by inflate_zlib.c or inflate_isal.c.
set -eu
export LC_ALL=C

if [ "$1" = lua ]; then
  find lua/urssaf -name '*.lua' | sort
  exit
fi

files=$(awk -v module="$1" -v inflater="${2:-zlib}" '
  function visit(path,    folder, line, included) {
    if (path in seen) return
    seen[path]
    folder = path
    sub(/[^\/]*$/, "", folder)
    while ((getline line < path) > 0) {
      if (path ~ /\.c$/) sources[path]
      if (line !~ /^#include "/) continue
      split(line, included, "\"")
      visit_both(folder included[2])
    }
  }
  # a header, and the file that defines what it declares
  function visit_both(header) {
    sub(/[a-z]+\/\.\.\//, "", header)
    visit(header)
    sub(/inflate_member\.h$/, "inflate_" inflater ".h", header)
    sub(/\.h$/, ".c", header)
    visit(header)
  }
  BEGIN {
    visit("src/binding/" module ".c")
    for (path in sources) { print path; any = 1 }
    if (!any) { print "no C module is called " module > "/dev/stderr"; exit 1 }
  }')
printf '%s\n' "$files" | sort
