#!/bin/sh
# Whether a machine decodes to the same figures as this one: prints "figures: yes".
#
#     sh spec/machines/same_figures.sh FOLDER ITS_LUA LUA BUILD
set -eu

folder=$1 its_lua=$2 lua=$3 build=$4
export LUA_PATH='./lua/?.lua;./lua/?/init.lua;./?.lua;;'
here=$(LUA_CPATH="./$build/?.so;;" "$lua" spec/machines/figures.lua)
there=$(LUA_CPATH="./$folder/build/?.so;;" "$folder/$its_lua" spec/machines/figures.lua)
if [ "$here" = "$there" ]; then echo "figures: yes"; exit; fi
printf 'figures: no\nhere:\n%s\nthere:\n%s\n' "$here" "$there"
exit 1
