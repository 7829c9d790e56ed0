#!/bin/sh
# Unpacks Debian packages into a folder without installing them, unless that was done before.
#
#     sh mk/unpack.sh FOLDER PACKAGE ...
set -e
root=$PWD
folder=$1
shift
[ ! -e "$folder.unpacked" ] || exit 0
mkdir -p "$folder.packages" "$folder"
cd "$folder.packages"

download() {
  apt-get -qq -o APT::Sandbox::User=root download "$@"
}

# where the lists of packages are old, a package may have gone
sudo=
[ "$(id -u)" = 0 ] || sudo=sudo
download "$@" || { $sudo sh "$root/mk/apt-get.sh" update && download "$@"; }
for package in *.deb; do dpkg -x "$package" "$root/$folder"; done
touch "$root/$folder.unpacked"
