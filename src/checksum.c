/*
** urssaf.checksum: whether bytes on a disk are still those that were written.
**
**   checksum.crc32(bytes [, so_far])   an integer; so_far is that of the bytes
**                                      before these, for a file in blocks
*/

#include <lauxlib.h>
#include <lua.h>

#include <zlib.h>


static int checksum_crc32 (lua_State *L) {
  size_t len;
  const char *bytes = luaL_checklstring(L, 1, &len);
  lua_Integer so_far = luaL_optinteger(L, 2, 0);
  luaL_argcheck(L, so_far >= 0 && so_far <= 0xFFFFFFFF, 2,
                "a checksum of crc32 expected");
  lua_pushinteger(L, (lua_Integer)crc32_z((uLong)so_far, (const Bytef *)bytes,
                                          (z_size_t)len));
  return 1;
}


static const luaL_Reg functions[] = { { "crc32", checksum_crc32 },
                                      { NULL, NULL } };


LUAMOD_API int luaopen_urssaf_checksum (lua_State *L);

LUAMOD_API int luaopen_urssaf_checksum (lua_State *L) {
  luaL_checkversion(L);
  luaL_newlib(L, functions);
  return 1;
}
