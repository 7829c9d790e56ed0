#!/bin/sh
# The sources of one of Debian's packages, as its authors published them, in FOLDER. apt keeps its
# lists below FOLDER, apart from the system's.
#
#     sh spec/machines/source.sh FOLDER PACKAGE
set -eu

folder=$1 package=$2
suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
rm -rf "$folder"
sh spec/machines/private_apt.sh "$folder/apt" deb-src "$(dpkg --print-architecture)" "$suite"
export APT_CONFIG="$folder/apt/conf"
sh mk/apt-get.sh update
(cd "$folder" && apt-get -qq source --download-only "$package")
tar -xf "$folder"/*.orig.tar.* -C "$folder" --strip-components=1
