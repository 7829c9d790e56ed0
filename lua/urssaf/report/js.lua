--- What the page does beyond being read: its table sorts, its pictures say their values. Without
-- it everything is still there to read.
--
-- It holds neither "<" nor "&", so that it is the same to readers of HTML and of XML.
return [[

(function () {
  "use strict";
  document.documentElement.classList.add("has-script");

  function all(within, selector) {
    return Array.prototype.slice.call(within.querySelectorAll(selector));
  }

  // ---- the table

  function valueOf(row, column) {
    var text = row.cells[column].getAttribute("data-value");
    return text === null ? null : Number(text);
  }

  // What is missing comes last, whichever way the rest goes.
  function compare(a, b, sign) {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return sign * (a - b);
  }

  function sort(table, headings, column) {
    var heading = headings[column], body = table.tBodies[0];
    var ascending = heading.getAttribute("aria-sort") === "descending";
    headings.forEach(function (other) { other.removeAttribute("aria-sort"); });
    heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
    all(body, "tr").sort(function (a, b) {
      return compare(valueOf(a, column), valueOf(b, column), ascending ? 1 : -1);
    }).forEach(function (row) { body.appendChild(row); });
  }

  all(document, "table[data-sortable]").forEach(function (table) {
    var headings = all(table, "thead th");
    headings.forEach(function (heading, column) {
      var button = document.createElement("button");
      button.type = "button";
      while (heading.firstChild) button.appendChild(heading.firstChild);
      button.addEventListener("click", function () { sort(table, headings, column); });
      heading.appendChild(button);
    });
  });

  // ---- what a mark of a picture stands for

  var tip = document.createElement("div"), shown = null, title = null, height = 0;
  tip.className = "tip";
  tip.setAttribute("aria-hidden", "true");
  tip.hidden = true;
  document.body.appendChild(tip);

  function hide() {
    if (shown === null) return;
    if (title !== null) shown.insertBefore(title, shown.firstChild);
    shown.classList.remove("shown");
    shown = title = null;
    tip.hidden = true;
  }

  function put(x, y) {
    var box = tip.getBoundingClientRect();
    var left = Math.min(Math.max(4, x - box.width / 2), window.innerWidth - box.width - 4);
    var top = y - box.height - 14;
    tip.style.transform = "translate(" + left + "px," + (top > 4 ? top : y + 18) + "px)";
  }

  // The browser's own tip would come on top: the title is put back afterwards.
  function show(mark, x, y) {
    if (shown !== mark) {
      hide();
      shown = mark;
      title = mark.querySelector("title");
      if (title !== null) mark.removeChild(title);
      mark.classList.add("shown");
      tip.textContent = "";
      var value = tip.appendChild(document.createElement("b"));
      value.textContent = mark.getAttribute("data-value");
      tip.appendChild(document.createTextNode(mark.getAttribute("data-label")));
      tip.hidden = false;
    }
    height = mark.getBoundingClientRect().top;
    put(x, y);
  }

  function markOf(target) {
    return target.closest ? target.closest("svg [data-label]") : null;
  }

  ["pointermove", "pointerdown"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var mark = markOf(event.target);
      if (mark === null) hide(); else show(mark, event.clientX, event.clientY);
    });
  });
  // what is told late of an earlier scrolling has moved nothing since
  document.addEventListener("scroll", function () {
    if (shown !== null) if (shown.getBoundingClientRect().top !== height) hide();
  }, true);
  document.addEventListener("pointerleave", hide);

  // ---- the same by keyboard: a picture takes the focus, the arrows go from mark to mark

  function step(marks, key) {
    var at = marks.indexOf(shown);
    if (key === "Home") return 0;
    if (key === "End") return marks.length - 1;
    if (key === "ArrowRight") return Math.min(at + 1, marks.length - 1);
    return Math.max(at - 1, 0);
  }

  all(document, "figure svg").forEach(function (picture) {
    var marks = all(picture, "[data-label]");
    if (marks.length === 0) return;
    picture.setAttribute("tabindex", "0");
    picture.addEventListener("blur", hide);
    picture.addEventListener("keydown", function (event) {
      if (event.key === "Escape") hide();
      if (["ArrowRight", "ArrowLeft", "Home", "End"].indexOf(event.key) === -1) return;
      event.preventDefault();
      var mark = marks[step(marks, event.key)];
      // what is drawn last is the value's own place: a dot, a number
      var box = mark.lastElementChild.getBoundingClientRect();
      show(mark, box.left + box.width / 2, box.top);
    });
  });
})();
]]
