-- A portal whose certificate a private CA has signed: how a script and the command are told of it.
local command = require "spec.support.command"
local hygiene = require "spec.support.hygiene"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local tls_front = require "spec.support.tls_front"
local urssaf = require "urssaf"

describe("urssaf.portal.certificates", function()
  hygiene("urssaf.portal.certificates", { "of", "explain" })
end)

describe("urssaf.base.environment", function()
  hygiene("urssaf.base.environment", { "get" })
end)

-- A setting as shell words, after all of these variables were removed.
local CLEAN = "env -u URSSAF_CA_FILE -u CURL_CA_BUNDLE -u SSL_CERT_FILE -u SSL_CERT_DIR "
local FILES = { "URSSAF_CA_FILE", "CURL_CA_BUNDLE", "SSL_CERT_FILE" }

describe("certificates #world", function()
  local portal = standin.for_cases()
  local front = tls_front.for_cases(portal)
  local case = front.case
  local base_url, good, other, folder

  setup(function()
    if not front.roots then return end
    base_url = front.through(front.roots.good)
    good, other = front.ca_file, front.folder .. "/unknown.pem"
    folder = front.folder .. "/hashed"
    assert(shell.run(("mkdir %s && cp %s %s/$(openssl x509 -in %s -noout -hash).0"):format(folder,
      good, folder, good)))
  end)

  -- What a script prints in an environment: the metadata's number of fields, or the error.
  local function script(environment, options)
    local program = ([[
      local metadata, err = require("urssaf").describe { base_url = %q, %s }
      print(metadata and #metadata.fields or err)]]):format(base_url, options or "")
    local _, _, output = shell.run(CLEAN .. environment .. " " .. shell.checkout .. shell.lua
      .. " -e " .. shell.quote(program))
    return output
  end

  -- The line is one of TLS, and names what it was told to trust.
  local function assert_refused(output, from, path)
    assert.matches("^tls: ", output)
    assert.is_nil(output:find("asked", 1, true))
    assert.matches(("those of %s (%s)"):format(path, from), output, 1, true)
  end

  case("of strangers are refused, without a word on files", function()
    local output = script ""
    assert.matches("^tls: SSL certificate problem: [^;]* %(http", output)
  end)

  case("are taken from the option", function()
    assert.are.equal("12\n", script("", ("ca_file = %q"):format(good)))
    assert_refused(script("", ("ca_file = %q"):format(other)), "ca_file", other)
  end)

  for _, variable in ipairs(FILES) do
    case("are taken from " .. variable, function()
      assert.are.equal("12\n", script(variable .. "=" .. good))
      assert_refused(script(variable .. "=" .. other), variable, other)
    end)

    case("that cannot be read are named by " .. variable, function()
      local output = script(variable .. "=/nowhere/ca.pem")
      assert.matches(("^tls: the file of certificates %%(%s%%) cannot be read: /nowhere/ca.pem: ")
        :format(variable), output)
      assert_refused(script(variable .. "=/etc/passwd"), variable, "/etc/passwd")
    end)

    case("are the system's if it is empty: " .. variable, function()
      assert.matches("^tls: SSL certificate problem: [^;]* %(http", script(variable .. "="))
    end)
  end

  case("are taken from the folder SSL_CERT_DIR", function()
    assert.are.equal("12\n", script("SSL_CERT_DIR=" .. folder))
    assert_refused(script "SSL_CERT_DIR=/nowhere", "SSL_CERT_DIR", "/nowhere")
  end)

  case("are taken from SSL_CERT_FILE and SSL_CERT_DIR together, as curl does", function()
    assert.are.equal("12\n", script(("SSL_CERT_DIR=%s SSL_CERT_FILE=%s"):format(folder, other)))
    assert.are.equal("12\n", script(("SSL_CERT_DIR=%s SSL_CERT_FILE=%s"):format("/nowhere", good)))
  end)

  case("are those of the first that is set: the option, our variable, curl's, OpenSSL's", function()
    local order = { "URSSAF_CA_FILE", "CURL_CA_BUNDLE", "SSL_CERT_FILE" }
    for first = 1, #order do
      for second = first + 1, #order do
        local setting = order[first] .. "=%s " .. order[second] .. "=%s"
        assert.are.equal("12\n", script(setting:format(good, other)))
        assert_refused(script(setting:format(other, good)), order[first], other)
      end
      assert.are.equal("12\n", script(order[first] .. "=" .. other, ("ca_file = %q"):format(good)))
      assert_refused(script(order[first] .. "=" .. good, ("ca_file = %q"):format(other)), "ca_file",
        other)
      assert_refused(script(("%s=%s SSL_CERT_DIR=%s"):format(order[first], other,
        first < 3 and folder or "/nowhere")), order[first], other)
    end
  end)

  -- Whether a script looks for a certificate in the folder of the system's.
  local function looks_in_system_folder(environment)
    local trace = front.folder .. "/trace"
    script(environment .. " strace -f -o " .. trace .. " env")
    return (shell.run("grep -q 'ssl/certs/[0-9a-f]*\\.0' " .. trace))
  end

  case("of the system are not trusted besides our own", function()
    if not shell.run "strace -o /dev/null true" then return pending("strace cannot trace here") end
    if not looks_in_system_folder("SSL_CERT_FILE=" .. other) then
      return pending("libcurl has no folder of the system's here")
    end
    assert.is_false(looks_in_system_folder("URSSAF_CA_FILE=" .. other))
  end)

  case("are no matter of a host's transport", function()
    assert.matches("^network: mine", script("URSSAF_CA_FILE=/nowhere",
      "transport = function() return nil, 'mine' end"))
  end)

  describe("and the command #long", function()
    local function setting(more)
      return ("-u URSSAF_CA_FILE -u CURL_CA_BUNDLE -u SSL_CERT_FILE -u SSL_CERT_DIR"
        .. " URSSAF_BASE_URL=%s URSSAF_CACHE_DIR=%s/cache %s"):format(base_url, front.folder,
        more or "")
    end

    local function run(arguments, more)
      return shell.run(("env %s %s LC_ALL=C.UTF-8 %s bin/urssaf %s"):format(setting(more),
        shell.checkout, shell.lua, arguments))
    end

    case("which says what to do about strangers", function()
      local ok, code, output = run "show 38 --quiet"
      assert.is_false(ok)
      assert.are.equal(1, code)
      assert.matches("^urssaf: tls: ", output)
      assert.matches("--ca-file names the certificates of a company", output, 1, true)
      output = select(3, run "show 38 --lang fr")
      assert.matches("--ca-file nomme les certificats de l'entreprise", output, 1, true)
    end)

    case("which takes them from --ca-file and from the environment", function()
      local expected = command.printed("show 38 --format csv --quiet",
        "URSSAF_CACHE_DIR=" .. front.folder .. "/plain URSSAF_BASE_URL=" .. portal.base_url)
      local ways = { { "--ca-file " .. good }, { "--ca-file " .. good, "URSSAF_CA_FILE=" .. other },
        { "", "CURL_CA_BUNDLE=" .. good } }
      for _, way in ipairs(ways) do
        local ok, _, output = run("show 38 --refresh --format csv --quiet " .. way[1], way[2])
        assert.is_true(ok, output)
        assert.are.equal(expected, output)
      end
      local ok, _, output = run("catalog auto-entrepreneurs --ca-file " .. good)
      assert.is_true(ok, output)
      assert.matches("auto-entrepreneurs-par-departement", output, 1, true)
    end)

    case("which names a file that is not there", function()
      local _, code, output = run("info --refresh --ca-file /nowhere/ca.pem")
      assert.are.equal(1, code)
      assert.matches("tls: the file of certificates cannot be read: /nowhere/ca.pem", output, 1,
        true)
      output = select(3, run("info --refresh --lang fr --ca-file /nowhere/ca.pem"))
      assert.matches("le fichier de certificats ne peut être lu : /nowhere/ca.pem",
        command.spaced(output), 1, true)
    end)
  end)

  it("are an option that is checked", function()
    local ok, message = pcall(urssaf.describe, { ca_file = "" })
    assert.is_false(ok)
    assert.matches("option 'ca_file' must be a string", message, 1, true)
  end)
end)
