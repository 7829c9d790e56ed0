#!/bin/sh
# Debian packages of another processor or another release, and all that they depend on, unpacked into
# FOLDER/root: to compile and to run programs with. What is there for the same arguments stays.
#
#     sh spec/machines/sysroot.sh FOLDER ARCHITECTURE SUITE PACKAGE ...
set -eu

folder=$1 architecture=$2 suite=$3
shift 3
root=$folder/root
wanted="$architecture $suite $*"
if [ "$(cat "$root/unpacked" 2>/dev/null)" = "$wanted" ]; then exit; fi

rm -rf "$root"
sh spec/machines/private_apt.sh "$folder/apt" deb "$architecture" "$suite"
export APT_CONFIG="$folder/apt/conf"
rm -f "$folder"/apt/archives/*.deb
sh mk/apt-get.sh update
sh mk/apt-get.sh install -y --no-install-recommends --download-only "$@"

# Packages of one release have files in /lib, those of another in /usr/lib: here both are one.
for name in bin sbin lib lib32 lib64; do
  mkdir -p "$root/usr/$name"
  ln -s "usr/$name" "$root/$name"
done
for package in "$folder"/apt/archives/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x -C "$root" --keep-directory-symlink --no-same-owner
done
# The compiler would follow these to the system's own files.
find "$root" -type l -lname '/*' | while read -r link; do
  ln -sfnr "$root$(readlink "$link")" "$link"
done
printf '%s\n' "$wanted" > "$root/unpacked"
