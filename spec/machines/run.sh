#!/bin/sh
# Prepares a machine in FOLDER and runs specs on it, each argument by itself. Where a program imitates
# the processor nothing is timed, and the servers that specs ask run on LUA.
#
#     LUA=lua5.4 BUILD=build sh spec/machines/run.sh FOLDER MACHINE ITS_LUA SPECS ...
set -eu

folder=$1 machine=$2 its_lua=$3
shift 3
sh spec/machines/prepare.sh "$folder" "$machine" "$its_lua"
sh spec/machines/same_figures.sh "$folder" "$its_lua" "$LUA" "$BUILD"
"$folder/$its_lua" -v | sed 's/  .*//; s/^/with: /'
echo "with: libcurl $("$folder/bin/pkg-config" --modversion libcurl)"
if grep -q '^exec qemu' "$folder/$its_lua"; then
  echo "with: qemu"
  export SERVER_LUA="$LUA"
fi

LUA=$PWD/$folder/$its_lua
SPEC_BUILD=$folder/build
LOCPATH=$PWD/$folder/locale
URSSAF_CACHE_DIR=$PWD/$folder/cache
PATH=$PWD/$folder/bin:$PATH
export LUA SPEC_BUILD LOCPATH URSSAF_CACHE_DIR PATH
busted=$(command -v busted) outcome=0
rm -rf "$URSSAF_CACHE_DIR"
for specs; do
  echo "specs: $specs"
  "$LUA" "$busted" --ignore-lua --cpath="./$SPEC_BUILD/?.so" -o plainTerminal \
    --exclude-tags=world,host,long,timed "$specs" || outcome=1
done
exit $outcome
