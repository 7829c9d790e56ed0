--- The script of a report: it sorts the table and shows the values of a chart's marks. Without it a
-- report can still be read in full.
--
-- It contains neither "<" nor "&", so that parsers of HTML and of XML read the same.
return [[

(function () {
  "use strict";
  document.documentElement.classList.add("has-script");

  function all(within, selector) {
    return Array.prototype.slice.call(within.querySelectorAll(selector));
  }

  // ---- the table

  // A whole number that is shown in full has no attribute; a missing value has no digits.
  function numberIn(cell) {
    var digits = cell.textContent.replace(/\D/g, "");
    if (cell.hasAttribute("data-value")) return cell.getAttribute("data-value");
    if (cell.hasAttribute("data-when")) {
      return cell.getAttribute("data-when").replace(/\D/g, "");
    }
    return digits === "" ? "" : (/[\u2212-]/.test(cell.textContent) ? "-" : "") + digits;
  }

  function valueOf(row, column) {
    var text = numberIn(row.cells[column]);
    return text === "" ? null : Number(text);
  }

  // Missing values come last in both directions.
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

  // ---- its figures as CSV, the oldest first; in French as its spreadsheets read it

  function csvOf(table) {
    var isFrench = document.documentElement.lang === "fr";
    function line(cells, valueOfCell) {
      return cells.map(valueOfCell).join(isFrench ? ";" : ",") + "\r\n";
    }
    function cellsOf(row) { return all(row, "th, td"); }
    var rows = all(table.tBodies[0], "tr").sort(function (a, b) {
      return Number(valueOf(a, 0)) - Number(valueOf(b, 0));
    });
    return "\ufeff" + line(cellsOf(table.tHead.rows[0]), function (cell) {
      return cell.getAttribute("data-name");
    }) + rows.map(function (row) {
      return line(cellsOf(row), function (cell) {
        var period = cell.getAttribute("data-when");
        return period || (isFrench ? numberIn(cell).replace(".", ",") : numberIn(cell));
      });
    }).join("");
  }

  all(document, "[data-download]").forEach(function (place) {
    var link = document.createElement("a");
    link.textContent = place.textContent;
    link.download = place.getAttribute("data-download");
    link.href = URL.createObjectURL(new Blob([csvOf(document.querySelector("table"))],
      { type: "text/csv" }));
    place.textContent = "";
    place.appendChild(link);
  });

  // ---- the tooltip of a chart's marks

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

  // While the tooltip is shown, the mark's title is taken out: browsers would show it as well.
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
  // an event may come late, of scrolling that was over before the tooltip was shown
  document.addEventListener("scroll", function () {
    if (shown !== null) if (shown.getBoundingClientRect().top !== height) hide();
  }, true);
  document.addEventListener("pointerleave", hide);

  // ---- the same by keyboard: a chart takes the focus, the arrow keys go from mark to mark

  function step(marks, key) {
    var at = marks.indexOf(shown);
    if (key === "Home") return 0;
    if (key === "End") return marks.length - 1;
    if (key === "ArrowRight") return Math.min(at + 1, marks.length - 1);
    return Math.max(at - 1, 0);
  }

  // small charts take it together
  all(document, ".parts, figure > svg").forEach(function (chart) {
    var marks = all(chart, "[data-label]");
    if (marks.length === 0) return;
    chart.setAttribute("tabindex", "0");
    chart.addEventListener("blur", hide);
    chart.addEventListener("keydown", function (event) {
      if (event.key === "Escape") hide();
      if (["ArrowRight", "ArrowLeft", "Home", "End"].indexOf(event.key) === -1) return;
      event.preventDefault();
      var mark = marks[step(marks, event.key)];
      // the last element of a mark is where the value is: a dot, a number
      var box = mark.lastElementChild.getBoundingClientRect();
      show(mark, box.left + box.width / 2, box.top);
    });
  });
})();
]]
