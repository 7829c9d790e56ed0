--- HTTP over libcurl's multi interface, which blocks only where it is asked to: a module in C
-- (`src/binding/http.c`), described here for editors and for the reference. Nothing loads this
-- file.
--
--     local session = http.session {}
--     local transfer = assert(session:get "https://open.urssaf.fr/")
--     local bytes, err
--     repeat
--       bytes, err = transfer:read()
--       if bytes == "" then session:poll(1) end
--     until not bytes
--
-- Wrong arguments and unknown options raise, and so does the use of a closed session or transfer.
-- A session belongs to the process that opened it: after a fork its functions return an error of
-- the kind `network` in the child.
---@meta urssaf.http

---@class urssaf.http
local http = {}

---@class urssaf.http.SessionOptions
---@field user_agent string? none by default
---@field proxy string? its address; "" for none; by default libcurl's environment variables
---@field ca_file string? certificates to trust in place of the system's
---@field ca_path string? a folder of certificates to trust besides `ca_file`, as `openssl rehash`
-- makes one; "" for the system's

---@class urssaf.http.RequestOptions
---@field headers table<string, string>? header fields to send besides `Accept-Encoding`
---@field max_bytes number? bound on the decompressed body: 1 GiB
---@field timeout number? seconds for the whole request: 300
---@field connect_timeout number? seconds until there is a connection: 10
---@field stall_timeout number? seconds without a byte: 30

---@class urssaf.http.Info
---@field url string? the address of the response, after redirects
---@field redirects integer how many were followed
---@field received integer bytes of the body received, before decompression
---@field delivered integer bytes that `read` returned
---@field seconds number since the transfer began

---@class urssaf.http.Session kept connections, and the transfers under way on them
local Session = {}

---@class urssaf.http.Transfer a request and its response; it keeps its session alive
local Transfer = {}

--- Opens a session; no connection is made yet.
---@param options urssaf.http.SessionOptions
---@return urssaf.http.Session session
function http.session(options) end

--- Seconds on a clock that never goes back; its zero is arbitrary.
---@return number seconds
function http.now() end

--- What decompresses bodies: "zlib 1.2.13", or "isal 2.30.0" for ISA-L.
---@return string name and version
function http.inflater() end

--- Begins a GET. Only http and https are supported; at most five redirects are followed, none of
-- them from https to http. Compression (gzip) is asked for and undone.
---@param url string without blanks
---@param options urssaf.http.RequestOptions?
---@return urssaf.http.Transfer? transfer
---@return urssaf.Error? err kind `network`, after a fork
function Session:get(url, options) end

--- Drives all transfers, and waits until bytes have come or a transfer has ended. Before polling,
-- read the transfers of interest until they return "".
---@param seconds number? how long to wait at most: 0
---@return integer? running how many transfers are still under way
---@return urssaf.Error? err kind `network`, after a fork
function Session:poll(seconds) end

--- The descriptors to watch in a loop of one's own; ask again after each poll.
---@return { fd: integer, read: boolean, write: boolean }[]? descriptors
---@return urssaf.Error? err kind `network`, after a fork
function Session:fds() end

--- After how many seconds to poll even if no descriptor is ready; nil when no transfer is under
-- way.
---@return number? seconds
---@return urssaf.Error? err kind `network`, after a fork
function Session:timeout() end

--- Closes the session and ends its transfers; may be called any number of times, before or after
-- the transfers are closed.
function Session:close() end

--- The next bytes of the body, at most 64 KiB: "" when none have come yet, nil at its proper end.
---@return string? bytes
---@return urssaf.Error? err kinds `network timeout tls content limit http cancelled`; with
-- `status`, where it is known, and for a timeout `limit`: the option whose time is over
function Transfer:read() end

--- Hands the next bytes of the body, at most 64 KiB, to a decoder of `urssaf.decode` that has its
-- roles. It does the same as `decoder:feed(transfer:read())`, without a copy of the bytes in Lua.
-- It raises an error if the two modules are of different versions.
---@param decoder urssaf.decode.Decoder
---@return integer? count how many bytes: 0 when none have come yet, nil at the body's proper end
---@return urssaf.Error? err as `read` and `decoder:feed` give them
function Transfer:feed(decoder) end

--- The status of the response; nil before it is known.
---@return integer? status
function Transfer:status() end

--- The header fields of the response, by name in lower case; the values of one that was sent
-- several times are joined by ", ". Empty before they are known.
---@return table<string, string> headers
function Transfer:headers() end

--- The progress of the transfer.
---@return urssaf.http.Info info
function Transfer:info() end

--- Ends the transfer; may be called any number of times.
function Transfer:close() end

return http
