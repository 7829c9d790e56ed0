--- Whether bytes on a disk are still those that were written: a module in C
-- (`src/binding/checksum.c`), described here for editors. Nothing loads this file.
---@meta urssaf.checksum

---@class urssaf.checksum
local checksum = {}

--- The CRC-32 of bytes.
---@param bytes string
---@param so_far integer? the CRC-32 of the bytes before these, for a file read in blocks
---@return integer
function checksum.crc32(bytes, so_far) end

return checksum
