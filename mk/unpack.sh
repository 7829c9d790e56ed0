#!/bin/sh
# Unpacks Debian packages into a folder without installing them, unless that was done before.
#
#     sh mk/unpack.sh FOLDER PACKAGE ...
set -e
folder=$1
shift
[ ! -e "$folder.unpacked" ] || exit 0
mkdir -p "$folder.packages" "$folder"
cd "$folder.packages"
apt-get -qq -o APT::Sandbox::User=root download "$@"
for package in *.deb; do dpkg -x "$package" "$OLDPWD/$folder"; done
touch "$OLDPWD/$folder.unpacked"
