--- HTTP over libcurl's multi interface, without ever blocking unless asked to: a module in C
-- (`src/binding/http.c`), described here for editors and for the reference. Nothing loads this file.
--
--     local session = http.session {}
--     local transfer = assert(session:get "https://open.urssaf.fr/")
--     local bytes, err
--     repeat
--       bytes, err = transfer:read()
--       if bytes == "" then session:poll(1) end
--     until not bytes
--
-- Wrong arguments and unknown options raise, and so does the use of what is closed. A session
-- belongs to the process that opened it: after a fork its functions return an error of the kind
-- `network`.
---@meta urssaf.http

---@class urssaf.http
local http = {}

---@class urssaf.http.SessionOptions
---@field user_agent string? none by default
---@field proxy string? its address; "" for none; by default libcurl's environment variables
---@field ca_file string? certificates to trust in place of the system's

---@class urssaf.http.RequestOptions
---@field headers table<string, string>? what is sent besides
---@field max_bytes number? of the body, decompressed: 1 GiB
---@field timeout number? seconds for all of it: 300
---@field connect_timeout number? seconds until there is a connection: 10
---@field stall_timeout number? seconds without a byte: 30

---@class urssaf.http.Info
---@field url string? the address that answered, after redirects
---@field redirects integer
---@field received integer bytes that came, compressed as they were
---@field delivered integer bytes that `read` gave
---@field seconds number since it began

---@class urssaf.http.Session connections that are kept, and all requests that are under way on them
local Session = {}

---@class urssaf.http.Transfer a request and its answer; it keeps its session alive
local Transfer = {}

--- Opens a session; no connection is made yet.
---@param options urssaf.http.SessionOptions
---@return urssaf.http.Session session
function http.session(options) end

--- Seconds on a clock that never goes back; from when on is not said.
---@return number seconds
function http.now() end

--- Begins a GET. Only http and https are taken; at most five redirects are followed, none of them
-- from https to http. Compression (gzip) is asked for and undone.
---@param url string without blanks
---@param options urssaf.http.RequestOptions?
---@return urssaf.http.Transfer? transfer
---@return urssaf.Error? err kind `network`, after a fork
function Session:get(url, options) end

--- Drives all transfers, and waits for news of any of them. Poll only once those of interest have
-- been read down to "".
---@param seconds number? how long to wait: 0
---@return integer? running how many transfers are still under way
---@return urssaf.Error? err kind `network`, after a fork
function Session:poll(seconds) end

--- What to watch in a loop of one's own, to be asked anew after each poll.
---@return { fd: integer, read: boolean, write: boolean }[]? descriptors
---@return urssaf.Error? err kind `network`, after a fork
function Session:fds() end

--- After how many seconds to poll though no descriptor is ready; nil when nothing is under way.
---@return number? seconds
---@return urssaf.Error? err kind `network`, after a fork
function Session:timeout() end

--- Ends the session and all that is under way in it; may be called any number of times.
function Session:close() end

--- The next bytes of the body, at most 64 KiB: "" when nothing is there yet, nil at its clean end.
---@return string? bytes
---@return urssaf.Error? err kinds `network timeout tls content limit http`; with `status`, where it
-- is known, and of a timeout `limit`: which of them
function Transfer:read() end

--- The status of the answer; nil before it is known.
---@return integer? status
function Transfer:status() end

--- The headers of the answer, by name in small letters; what was sent twice has its values in one
-- text, with commas. Empty before they are known.
---@return table<string, string> headers
function Transfer:headers() end

--- How far it is.
---@return urssaf.http.Info info
function Transfer:info() end

--- Ends the request; may be called any number of times.
function Transfer:close() end

return http
