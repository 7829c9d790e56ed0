#!/bin/sh
# Prepares a machine in FOLDER and runs specs on it. Nothing is timed where a program imitates the
# processor.
#
#     LUA=lua5.4 BUILD=build sh spec/machines/run.sh FOLDER MACHINE ITS_LUA SPEC ...
set -eu

folder=$1 machine=$2 its_lua=$3
shift 3
sh spec/machines/prepare.sh "$folder" "$machine" "$its_lua"
sh spec/machines/same_figures.sh "$folder" "$its_lua" "$LUA" "$BUILD"

LUA=$PWD/$folder/$its_lua
SPEC_BUILD=$folder/build
URSSAF_CACHE_DIR=$PWD/$folder/cache
PATH=$PWD/$folder/bin:$PATH
export LUA SPEC_BUILD URSSAF_CACHE_DIR PATH
rm -rf "$URSSAF_CACHE_DIR"
exec "$LUA" "$(command -v busted)" --ignore-lua --cpath="./$SPEC_BUILD/?.so" -o plainTerminal \
  --exclude-tags=world,host,long,timed "$@"
