local svg_reader = require "spec.support.svg_reader"
local hygiene = require "spec.support.hygiene"
local svg = require "urssaf.chart.svg"

describe("urssaf.chart.svg", function()
  hygiene("urssaf.chart.svg", { "circle", "element", "escape", "number", "path", "rect", "text" })

  it("escapes markup", function()
    assert.are.equal("&lt;a b=&quot;c&quot;&gt; &amp;amp; d&#39;e",
      svg.escape [[<a b="c"> &amp; d'e]])
    assert.are.equal("Île-de-France", svg.escape "Île-de-France")
  end)

  for name, text in pairs {
    ["control characters"] = "a\1b\0c\27d\127e", ["bytes that are no UTF-8"] = "a\255b\192\128c",
    ["half a character"] = "\226\128", ["a surrogate"] = "\237\160\128",
    ["U+FFFF and U+FFFE"] = "\239\191\191\239\191\190", ["line breaks and tabs"] = "a\r\n\tb",
    ["markup"] = "]]><!--<?x & y", ["a character beyond the first plane"] = "\240\159\135\171",
  } do
    it("makes well-formed XML of " .. name, function()
      local whole = svg.element("svg", { ["data-label"] = text }, svg.escape(text))
      assert.are.equal("", svg_reader.refused { whole })
      assert.is_nil(svg.escape(text):find("[%z\1-\31]"))
    end)
  end

  it("writes rectangles, circles and texts as it writes elements", function()
    for _, class in ipairs { "a-b", false } do
      local named = class or nil
      assert.are.equal(svg.element("rect", { x = -1.5, y = 2, width = 3.25, height = 0.004,
        class = named }), svg.rect(-1.5, 2, 3.25, 0.004, named))
      assert.are.equal(svg.element("circle", { cx = 1 / 3, cy = -2, r = 4, class = named }),
        svg.circle(1 / 3, -2, 4, named))
      for _, anchor in ipairs { "start", "middle", "end" } do
        assert.are.equal(svg.element("text", { x = 1, y = 2.5, class = named,
          ["text-anchor"] = anchor ~= "start" and anchor or nil }, "a &lt; b"),
          svg.text(1, 2.5, "a < b", named, anchor))
      end
    end
  end)

  it("replaces only what XML does not allow", function()
    assert.are.equal("a b", svg.escape "a\tb")
    assert.are.equal("a\239\191\189b", svg.escape "a\255b")
  end)

  for value, expected in pairs {
    [0] = "0", [12] = "12", [12.5] = "12.5", [12.25] = "12.25", [12.05] = "12.05",
    [12.006] = "12.01", [12.004] = "12", [-0.001] = "0", [-3.1] = "-3.1", [0.999] = "1",
    [1234567.891] = "1234567.89",
  } do
    it(("writes the coordinate %s with a point"):format(expected), function()
      assert.are.equal(expected, svg.number(value))
    end)
  end

  it("sorts attributes, and leaves out those that are nil", function()
    assert.are.equal('<rect a="1.5" b="x &amp; y" z="0"/>',
      svg.element("rect", { z = 0, b = "x & y", a = 3 / 2, c = nil }))
    assert.are.equal("<g><p/></g>", svg.element("g", {}, "<p/>"))
    assert.are.equal('<text x="1" y="2">a &lt; b</text>', svg.text(1, 2, "a < b"))
  end)

  it("writes paths", function()
    assert.are.equal("M0 1.5L10 -2", svg.path { { 0, 1.5 }, { 10, -2 } })
  end)
end)
