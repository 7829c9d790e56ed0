/*
** urssaf.checksum: whether bytes on a disk are still those that were written.
** What its function takes and returns is told in
*lua/urssaf/annotations/checksum.lua.
*/

#include <zlib.h>

#include "compat.h"


static int is_checksum (lua_Number n) {
  return n >= 0 && n <= 4294967295.0 && n == (lua_Number)(uLong)n;
}


static int checksum_crc32 (lua_State *L) {
  size_t len;
  const char *bytes = luaL_checklstring(L, 1, &len);
  lua_Number so_far = luaL_optnumber(L, 2, 0);
  uLong sum;
  luaL_argcheck(L, is_checksum(so_far), 2, "a checksum of crc32 expected");
  sum = crc32_z((uLong)so_far, (const Bytef *)bytes, (z_size_t)len);
  push_whole(L, (double)sum);
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
