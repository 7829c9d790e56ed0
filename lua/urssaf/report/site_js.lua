--- The part of a site's script that runs before a report's: it makes the marks of charts from their
-- data, and the search and the arrow keys of the index.
return [[

(function () {
  "use strict";

  function all(within, selector) {
    return Array.prototype.slice.call(within.querySelectorAll(selector));
  }

  // ---- the marks of charts over time: see hover_data.lua

  function shape(parent, name, attributes) {
    var made = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    return parent.appendChild(made);
  }

  // "y:text" as the mark of a series; null where there is no value
  function markOf(series, text) {
    if (text === "") return null;
    var at = text.indexOf(":");
    return { y: Number(text.slice(0, at)), value: text.slice(at + 1),
      name: series.getAttribute("data-name"), dot: series.getAttribute("data-dot") };
  }

  function drawColumn(plot, box, marks) {
    marks.sort(function (a, b) { return a.y - b.y; });
    marks.forEach(function (mark, k) {
      var from = k === 0 ? box.top : (marks[k - 1].y + mark.y) / 2;
      var to = k === marks.length - 1 ? box.bottom : (mark.y + marks[k + 1].y) / 2;
      var group = shape(plot, "g", { "class": plot.getAttribute("data-hover"),
        "data-label": mark.name + ", " + box.period, "data-value": mark.value });
      shape(group, "rect", { x: box.x - box.slot / 2, y: from, width: box.slot,
        height: Math.max(to - from, 0) });
      if (mark.dot) shape(group, "circle", { "class": mark.dot, cx: box.x, cy: mark.y, r: 4 });
    });
  }

  function number(plot, name) { return Number(plot.getAttribute("data-" + name)); }

  function drawMarks(plot, periods) {
    var series = all(plot, "[data-values]");
    var values = series.map(function (one) { return one.getAttribute("data-values").split("|"); });
    periods.forEach(function (period, i) {
      var marks = series.map(function (one, n) { return markOf(one, values[n][i]); });
      drawColumn(plot, { x: number(plot, "x") + i * number(plot, "slot"), period: period,
        slot: number(plot, "slot"), top: number(plot, "top"), bottom: number(plot, "bottom") },
      marks.filter(function (mark) { return mark !== null; }));
    });
    series.forEach(function (one) { plot.removeChild(one); });
  }

  // a plot without periods has those of the one before it in the page
  var periods = [];
  all(document, "figure svg").forEach(function (chart) {
    all(chart, "[data-hover]").forEach(function (plot) {
      if (plot.hasAttribute("data-periods")) periods = plot.getAttribute("data-periods").split("|");
      drawMarks(plot, periods);
    });
  });

  // ---- the search: every word begins a word of the place's name or is its code

  // as the words of places are written: in lower case, without accents, with one blank between them
  function fold(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/\u0153/g, "oe").replace(/[^a-z0-9]+/g, " ").trim();
  }

  function matches(place, words) {
    var known = " " + place.getAttribute("data-words");
    return words.every(function (word) { return known.indexOf(" " + word) !== -1; });
  }

  function search(box, input, told) {
    var words = fold(input.value).split(" "), found = 0;
    all(document, "[data-words]").forEach(function (place) {
      place.hidden = !matches(place, words);
      if (!place.hidden) found += 1;
    });
    all(document, ".places").forEach(function (list) {
      var heading = list.previousElementSibling;
      list.hidden = list.querySelector("li:not([hidden])") === null;
      if (heading.tagName === "H3") heading.hidden = list.hidden;
    });
    document.getElementById("main").classList.toggle("searching", input.value.trim() !== "");
    told.textContent = input.value.trim() === "" ? "" : found === 0 ? box.getAttribute("data-none")
      : found === 1 ? box.getAttribute("data-one")
      : box.getAttribute("data-several").replace("#", String(found));
  }

  // The best place is the one whose code is what was typed, else whose name begins with it.
  function best(text) {
    var there = all(document, "[data-words]:not([hidden])");
    function one(test) { return there.filter(test)[0]; }
    return one(function (place) {
      var code = place.querySelector("small");
      return code !== null ? fold(code.textContent) === text : false;
    }) || one(function (place) { return place.getAttribute("data-words").indexOf(text) === 0; })
      || there[0];
  }

  all(document, "[data-search]").forEach(function (box) {
    var label = box.appendChild(document.createElement("label"));
    var input = box.appendChild(document.createElement("input"));
    var told = box.appendChild(document.createElement("p"));
    label.textContent = box.getAttribute("data-search");
    label.htmlFor = input.id = "search";
    input.type = "search";
    input.autocomplete = "off";
    told.setAttribute("role", "status");
    input.addEventListener("input", function () { search(box, input, told); });
    input.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" || fold(input.value) === "") return;
      var place = best(fold(input.value));
      if (place) window.location.href = place.querySelector("a").href;
    });
    // a browser that comes back to the page may have kept what was typed
    window.addEventListener("pageshow", function () { search(box, input, told); });
  });

  // ---- the arrow keys go from square to square, over gaps

  var DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

  // How far a square is in a direction; far away if it is not there at all.
  function distance(from, to, direction) {
    var right = number(to, "column") - number(from, "column");
    var down = number(to, "row") - number(from, "row");
    var along = right * direction[0] + down * direction[1];
    var aside = Math.abs(right * direction[1]) + Math.abs(down * direction[0]);
    return along > 0 ? along + 3 * aside : Infinity;
  }

  all(document, ".tiles").forEach(function (map) {
    var tiles = all(map, "a");
    map.addEventListener("keydown", function (event) {
      var direction = DIRECTIONS[event.key], from = document.activeElement;
      if (!direction || tiles.indexOf(from) === -1) return;
      event.preventDefault();
      var next = tiles.reduce(function (nearest, tile) {
        return distance(from, nearest, direction) > distance(from, tile, direction)
          ? tile : nearest;
      }, from);
      from.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  });
})();
]]
