#!/bin/sh
# Another machine than this one, in FOLDER: its Debian packages in root, the C modules compiled for
# it in build, a French locale in locale, and a program of Lua's name, which runs that machine's Lua
# here.
#
#     sh spec/machines/prepare.sh FOLDER MACHINE LUA
#
# MACHINE is i386 (32 bits), s390x (the highest byte first), arm64, or lua5.5: this processor with
# Debian's unstable release, which has that Lua. Programs of i386 and of the other release run as they
# are, with the loader and the libraries of their root; the others under qemu-user.
set -eu

folder=$PWD/$1 machine=$2 lua=$3
root=$folder/root
version=${lua#lua}
suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
busted='' inflate=zlib loader='' order=--little-endian

case $machine in
  i386) architecture=i386 compiler=i686-linux-gnu-gcc libraries=i386-linux-gnu
    loader=ld-linux.so.2 qemu=qemu-i386-static ;;
  s390x) architecture=s390x compiler=s390x-linux-gnu-gcc libraries=s390x-linux-gnu
    qemu=qemu-s390x-static order=--big-endian ;;
  arm64) architecture=arm64 compiler=aarch64-linux-gnu-gcc libraries=aarch64-linux-gnu
    qemu=qemu-aarch64-static inflate=isal ;;
  lua5.5) architecture=$(dpkg --print-architecture) compiler=gcc
    libraries=$(gcc -print-multiarch) suite=sid busted="lua-busted lua-dkjson lua-argparse"
    loader=$(basename "$(readelf -p .interp /bin/sh | grep -o '/[^ ]*')") ;;
  *) echo "no machine is called $machine" >&2; exit 2 ;;
esac

cjson=lua-cjson isal=''
[ "$machine" != lua5.5 ] || cjson=''
[ "$inflate" != isal ] || isal=libisal-dev
# shellcheck disable=SC2086 # several words
sh spec/machines/sysroot.sh "$folder" $architecture $suite libc6-dev "$lua" "lib$lua-dev" \
  libcurl4-openssl-dev zlib1g-dev lua-filesystem lua-socket lua-system lua-term lua-zlib \
  $isal $cjson $busted

# ---------------------------------------------------------------- Lua

[ -z "$loader" ] || loader=$(find "$root/usr/lib" "$root/usr/lib64" -name "$loader" | head -n 1)
if [ -n "$loader" ] && "$loader" --version >/dev/null 2>&1; then
  run="$loader --library-path $root/usr/lib/$libraries"
else
  run="$qemu -L $root"
fi
cat > "$folder/$lua" <<END
#!/bin/sh
export LUA_PATH="\${LUA_PATH:-;;};$root/usr/share/lua/$version/?.lua;$root/usr/share/lua/$version/?/init.lua"
export LUA_CPATH="\${LUA_CPATH:-;;};$root/usr/lib/$libraries/lua/$version/?.so"
exec $run $root/usr/bin/$lua "\$@"
END
chmod +x "$folder/$lua"

french=$folder/locale/fr_FR.UTF-8
mkdir -p "$folder/locale"
[ -e "$french" ] || localedef $order -i fr_FR -f UTF-8 "$french"

# ---------------------------------------------------------------- C modules

export PKG_CONFIG_SYSROOT_DIR="$root"
export PKG_CONFIG_LIBDIR="$root/usr/lib/$libraries/pkgconfig:$root/usr/share/pkgconfig"

# For specs that compile: programs of the usual names.
mkdir -p "$folder/bin"
cat > "$folder/bin/gcc" <<END
#!/bin/sh
exec $(command -v $compiler) --sysroot=$root "\$@"
END
cat > "$folder/bin/pkg-config" <<END
#!/bin/sh
export PKG_CONFIG_SYSROOT_DIR="$PKG_CONFIG_SYSROOT_DIR" PKG_CONFIG_LIBDIR="$PKG_CONFIG_LIBDIR"
exec $(command -v pkg-config) "\$@"
END
chmod +x "$folder/bin/gcc" "$folder/bin/pkg-config"

make -s all ASSUME_DEPS=1 LUA="$folder/$lua" BUILD="${folder#"$PWD/"}/build" INFLATE=$inflate \
  CC="$compiler --sysroot=$root"

# Debian has lua-cjson for no Lua 5.5 yet: it is compiled from its sources.
if [ -z "$cjson" ] && [ ! -e "$root/usr/lib/$libraries/lua/$version/cjson.so" ]; then
  sh spec/machines/source.sh "$folder/source" lua-cjson
  # shellcheck disable=SC2046
  $compiler --sysroot="$root" -O2 -w -fPIC -shared $(pkg-config --cflags "$lua") \
    "$folder"/source/lua_cjson.c "$folder"/source/strbuf.c "$folder"/source/fpconv.c \
    -o "$root/usr/lib/$libraries/lua/$version/cjson.so"
fi
