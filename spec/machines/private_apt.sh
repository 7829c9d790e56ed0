#!/bin/sh
# A configuration for apt in FOLDER/conf, for another processor or another release: to download with,
# apart from the system's apt, and with no package installed.
#
#     sh spec/machines/private_apt.sh FOLDER deb|deb-src ARCHITECTURE SUITE
set -eu

folder=$1 kind=$2 architecture=$3 suite=$4
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
mkdir -p "$folder/lists/partial" "$folder/archives/partial"
: > "$folder/status"
echo "$kind [signed-by=$keyring] http://deb.debian.org/debian $suite main" > "$folder/sources"
cat > "$folder/conf" <<END
Dir::State "$folder";
Dir::State::status "$folder/status";
Dir::Cache "$folder";
Dir::Etc::sourcelist "$folder/sources";
Dir::Etc::sourceparts "-";
APT::Architecture "$architecture";
APT::Architectures { "$architecture"; };
APT::Sandbox::User "$(id -un)";
Acquire::Languages "none";
END
