local cannot_read = require "urssaf.base.cannot_read"
local hygiene = require "spec.support.hygiene"

describe("the error of a file that cannot be read", function()
  for problem, expected in pairs {
    ["a.csv: no such file"] = "cannot read 'a.csv': no such file",
    ["b.csv: no such file"] = "cannot read 'a.csv': b.csv: no such file",
    ["is a directory"] = "cannot read 'a.csv': is a directory",
  } do
    it("says " .. expected, function()
      local result, err = cannot_read("a.csv", problem, { path = "a.csv" })
      assert.is_nil(result)
      assert.are.same({ "file", expected, "a.csv" }, { err.kind, err.message, err.path })
    end)
  end

  it("has no reason where the host gives none", function()
    local _, err = cannot_read("a.csv")
    assert.are.equal("cannot read 'a.csv'", err.message)
  end)

  hygiene("urssaf.base.cannot_read", "function")
end)
