#!/bin/sh
# Packs a release from a commit (by default HEAD) and from nothing else:
#
#     sh release/pack.sh build/release [commit]
#
#   urssaf-V.tar.gz        the source, all of it
#   urssaf-V-1.rockspec    how LuaRocks builds it
#   urssaf-V-1.src.rock    both in one, to install from
#   SHA256SUMS             of these three
#
# The same commit gives the same bytes with the same git, gzip and zip: files have the commit's time,
# and nothing of this machine goes in.
set -eu
export LC_ALL=C TZ=UTC
umask 022

folder=$1
commit=$(git rev-parse --verify --quiet "${2:-HEAD}^{commit}") || {
  echo "no commit: ${2:-HEAD}" >&2
  exit 1
}

version=$(git show "$commit:lua/urssaf/base/version.lua" | sed -n 's/^return "\(.*\)"$/\1/p')
case $version in
  "" | *-*)
    echo "version '$version' cannot be released: set another in lua/urssaf/base/version.lua" >&2
    exit 1
    ;;
esac

[ -z "$(git status --porcelain)" ] || echo "note: uncommitted changes are not in the release" >&2

name=urssaf-$version
committed=$(git show -s --format=%ct "$commit")
rm -rf "$folder"
mkdir -p "$folder"
git -c tar.umask=022 -c core.autocrlf=false archive --format=tar --prefix="$name/" "$commit" \
  | gzip -n -9 > "$folder/$name.tar.gz"

cd "$folder"
trap 'rm -rf unpacked expected' EXIT
mkdir unpacked expected
tar -xzf "$name.tar.gz" -C unpacked
(cd "unpacked/$name" && lua5.4 release/rockspec.lua ../../expected)
diff -r expected "unpacked/$name/rockspec" >&2 || {
  echo "the rockspecs do not fit the files of $commit: make rockspec, and commit it" >&2
  exit 1
}
cp "expected/$name-1.rockspec" .

# `luarocks pack` would need a source address that exists, and would write this machine's time and
# paths.
touch -d "@$committed" "$name.tar.gz" "$name-1.rockspec"
zip -q -X -D "$name-1.src.rock" "$name-1.rockspec" "$name.tar.gz"
sha256sum "$name-1.rockspec" "$name-1.src.rock" "$name.tar.gz" > SHA256SUMS
