local http_date = require "urssaf.portal.http_date"

describe("a date of HTTP", function()
  -- the example of RFC 9110 in its three forms
  for _, text in ipairs { "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994" } do
    it("reads HTTP's " .. text, function()
      assert.are.equal(784111777, http_date(text))
    end)
  end

  for _, text in ipairs { "", "120", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37",
    "Sun, 42 Nov 1994 08:49:37 GMT", "1994-11-06" } do
    it(("does not read '%s' as a date of HTTP"):format(text), function()
      assert.is_nil(http_date(text))
    end)
  end
end)
