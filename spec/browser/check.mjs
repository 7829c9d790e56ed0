// Opens reports and charts in Chromium as readers do: in narrow and wide windows, light and dark,
// with and without JavaScript, on paper; and prints what is wrong.
//
//   node check.mjs report.html … chart.svg …
import { readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WIDTHS = [390, 1280];
const SMALLEST = 360;
const SCHEMES = ["light", "dark"];
// Violations of lesser impact are printed as notes, and do not fail.
const GRAVE = ["serious", "critical"];

let checks = 0;
let failures = 0;

function check(where, ok, message) {
  checks += 1;
  if (ok) return;
  failures += 1;
  console.log(`FAILED ${where}: ${message}`);
}

// ---------------------------------------------------------------- on loading

// Messages on the console, errors in the script, and requests for anything outside the file.
function watch(page) {
  const seen = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) seen.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => seen.push(`the script failed: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) seen.push(`it requests ${request.url()}`);
  });
  return seen;
}

function checkQuiet(where, seen) {
  check(where, seen.length === 0, seen.join("; "));
}

async function checkAxe(page, where) {
  // the report's Content Security Policy forbids other scripts, but not those of the debugger
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run(document, {
    resultTypes: ["violations"],
    // axe would fetch the style sheet of a site, which the policy of its pages forbids
    preload: false,
  }));
  for (const found of violations) {
    const places = found.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ");
    const line = `axe, ${found.impact}: ${found.id}: ${found.help} (${found.nodes.length}: ${places})`;
    if (!GRAVE.includes(found.impact)) console.log(`note   ${where}: ${line}`);
  }
  const grave = violations.filter((found) => GRAVE.includes(found.impact));
  check(where, grave.length === 0, grave.map((found) => `axe, ${found.impact}: ${found.id}: `
    + `${found.help}: ${found.nodes.slice(0, 3).map((node) => node.html).join(" ")}`).join("; "));
}

async function checkWidth(page, where) {
  const over = await page.evaluate(() => {
    const root = document.scrollingElement;
    return root.scrollWidth - root.clientWidth;
  });
  check(where, over <= 0, `it is ${over} px wider than the window`);
}

// ---------------------------------------------------------------- text

// What a missing value, or a format without one, would leave in the text.
const NO_TEXT = /\b(nil|NaN|undefined|null|inf|-nan)\b|table: 0x|function: 0x|%[sd]\b/;

async function checkText(page, where) {
  const found = await page.evaluate(() => {
    const texts = (selector) => [...document.querySelectorAll(selector)]
      .map((one) => one.textContent.trim());
    return {
      title: document.title, lang: document.documentElement.lang, h1: texts("h1"),
      headings: texts("h2, h3, th"), values: texts(".value"), all: [document.body.innerText, ...texts("svg text")].join("\n"),
    };
  });
  check(where, found.title.length > 3, "it has no title");
  check(where, /^(fr|en)$/.test(found.lang), `its language is "${found.lang}"`);
  check(where, found.h1.length === 1 && found.h1[0].length > 3, "it has no h1 with a text, or several");
  check(where, found.headings.every((text) => text !== ""), "a heading is empty");
  check(where, found.values.length > 0 && found.values.every((text) => text !== ""),
    "a key figure is empty");
  const stray = found.all.match(NO_TEXT);
  check(where, stray === null, `its text has "${stray && stray[0]}"`);
}

// ---------------------------------------------------------------- sorting, tooltips, keyboard

function inOrder(values, sign) {
  const there = values.filter((value) => value !== null);
  const missingLast = values.slice(0, there.length).every((value) => value !== null);
  return missingLast && there.every((value, i) => i === 0 || sign * (value - there[i - 1]) >= 0);
}

function columnOf(page, column) {
  return page.evaluate((index) => {
    const table = document.querySelector("table[data-sortable]");
    const heading = table.tHead.rows[0].cells[index];
    return {
      sort: heading.getAttribute("aria-sort"),
      others: table.querySelectorAll("th[aria-sort]").length,
      values: [...table.tBodies[0].rows].map((row) => {
        // as numberIn of the script: a whole number in full, or a period, has no attribute
        const cell = row.cells[index];
        const text = cell.getAttribute("data-value")
          ?? (cell.dataset.when ?? cell.textContent.replace("\u2212", "-")).replace(
            cell.dataset.when ? /\D/g : /[^\d-]/g, "");
        return text === "" ? null : Number(text);
      }),
    };
  }, column);
}

// Sorts by a column, with a click or a key, and looks at the column and the rows.
async function checkSorted(page, where, column, use) {
  const before = await columnOf(page, column);
  await use(page.locator("table[data-sortable] thead th").nth(column).locator("button"));
  const after = await columnOf(page, column);
  const sign = { ascending: 1, descending: -1 }[after.sort] ?? NaN;
  const rows = (state) => state.values.map(String).sort().join();
  check(where, inOrder(after.values, sign), "the column is not sorted");
  check(where, after.sort !== before.sort, "the order of the column is not reversed");
  check(where, after.others === 1, `${after.others} columns have aria-sort`);
  check(where, rows(before) === rows(after), "sorting lost or changed rows");
}

async function checkSorting(page, where) {
  const count = await page.locator("table[data-sortable] thead th").count();
  check(where, count > 1, "there is no table that can be sorted");
  for (let column = 0; column < count; column += 1) {
    const at = `${where}, column ${column + 1}`;
    await checkSorted(page, `${at}, after a click`, column, (button) => button.click());
    await checkSorted(page, `${at}, after Enter`, column, (button) => button.press("Enter"));
  }
}

async function checkTip(page, where) {
  // small charts take the focus together
  const charts = page.locator("figure > svg:has([data-label]), .parts:has([data-label])");
  const count = await charts.count();
  const without = await page.locator("figure svg:not(:has([data-label]))").count();
  check(where, count > 0 && without === 0, `${without} charts have no marks with values`);
  for (let i = 0; i < count; i += 1) {
    const mark = charts.nth(i).locator("[data-label]").first();
    await mark.scrollIntoViewIfNeeded();
    await mark.hover({ force: true });
    const wanted = await mark.evaluate((one) => [one.dataset.value, one.dataset.label]);
    const tip = page.locator(".tip");
    const shown = await tip.isVisible() ? await tip.textContent() : "";
    check(where, shown === wanted.join(""),
      `chart ${i + 1}: the tooltip is "${shown}" instead of "${wanted.join("")}"`);
    await page.mouse.move(0, 0);
    check(where, !(await tip.isVisible()), `chart ${i + 1}: the tooltip does not go away`);
    await charts.nth(i).focus();
    await page.keyboard.press("ArrowRight");
    check(where, await tip.isVisible(), `chart ${i + 1}: the keyboard shows no tooltip`);
    await page.keyboard.press("Escape");
  }
}

// The first element that Tab reaches is a link past the navigation, which is visible when focused.
async function checkSkip(page, where) {
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => {
    const one = document.activeElement;
    return { target: one.getAttribute("href"), left: one.getBoundingClientRect().left };
  });
  check(where, first.target === "#main" && first.left >= 0,
    "the first element that Tab reaches is no visible skip link");
}

// ---------------------------------------------------------------- without a script, on paper

async function checkWithoutScript(browser, url, where) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  const plain = await page.locator("table tbody td").allTextContents();
  check(where, plain.length > 0 && plain.every((text) => text !== ""), "a cell is empty");
  check(where, await page.locator("button").count() === 0, "there is a button, which does nothing");
  check(where, !(await page.locator(".only-script").first().isVisible()),
    "it says that the table can be sorted");
  await context.close();
}

async function checkPaper(browser, url, where) {
  const context = await browser.newContext({ colorScheme: "dark", viewport: { width: 700, height: 990 } });
  const page = await context.newPage();
  await page.goto(url);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const found = await page.evaluate(() => ({
    background: getComputedStyle(document.body).backgroundColor,
    nav: [...document.querySelectorAll("nav")].every((nav) => getComputedStyle(nav).display === "none"),
    head: getComputedStyle(document.querySelector("thead")).display,
    // Chromium omits buttons when it repeats a table's head on the next sheet of paper
    button: getComputedStyle(document.querySelector("thead button")).display,
    // what may not be cut, as a part of the height of a sheet between its margins; a row of charts
    // is a line of text, of which one alone may stand on a sheet
    highest: Math.max(...[...document.querySelectorAll(".charts figure, .parts svg, .figures li")]
      .map((block) => block.getBoundingClientRect().height)) / 1017,
    lines: [...document.querySelectorAll(".charts")].map((row) => getComputedStyle(row))
      .every((style) => style.orphans === "1" && style.widows === "1"),
    // the last section is on one sheet, so that no line of it is alone on another
    end: getComputedStyle(document.querySelector("main > section:last-child")).breakInside,
  }));
  check(where, found.background === "rgb(255, 255, 255)", `its background is ${found.background}`);
  check(where, found.nav, "the navigation is printed");
  check(where, found.head === "table-header-group" && found.button === "contents",
    "the table's head is not repeated");
  check(where, found.highest < 0.45 && found.lines, `up to ${found.highest} of a sheet stays white`);
  check(where, found.end === "avoid", "a line of its end may be alone on the last sheet");
  await checkWidth(page, where);
  await context.close();
}

// The table of contents stays, and no heading that it leads to is behind it.
async function checkSticky(page, where) {
  const links = page.locator("nav.contents a");
  for (let i = 0; i < await links.count(); i += 1) {
    await links.nth(i).focus();
    await page.keyboard.press("Enter");
    const seen = await links.nth(i).evaluate((link) => {
      const nav = link.closest("nav").getBoundingClientRect();
      const target = document.querySelector(link.getAttribute("href")).getBoundingClientRect();
      return { top: nav.top, bottom: nav.bottom, target: target.top };
    });
    check(where, seen.top >= -1 && seen.top < 900, "the table of contents does not stay");
    check(where, seen.target >= seen.bottom - 2, `heading ${i + 1} is behind the contents`);
  }
}

// ---------------------------------------------------------------- reports and charts

const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:a11y"],
  rules: {
    // void elements are well-formed XML only if they are self-closing
    "void-style": ["error", { style: "selfclosing" }],
    // charts have inline styles
    "no-inline-style": "off",
    // titles and numbers come from the data: a number may look like one of a telephone
    "long-title": "off", "tel-non-breaking": "off",
  },
});

async function checkMarkup(path, where) {
  const report = await validator.validateFile(path);
  const found = report.results.flatMap((result) => result.messages);
  for (const one of found.filter((message) => message.severity === 1)) {
    console.log(`note   ${where}: line ${one.line}: ${one.message} (${one.ruleId})`);
  }
  const wrong = found.filter((message) => message.severity === 2);
  check(where, wrong.length === 0, wrong.slice(0, 5)
    .map((one) => `line ${one.line}:${one.column}: ${one.message} (${one.ruleId})`).join("; "));
}

// ---------------------------------------------------------------- the figures of a report as CSV

async function checkDownload(page, where) {
  const table = await page.evaluate(() => {
    const rows = [...document.querySelector("table").tBodies[0].rows];
    return { rows: rows.length, columns: rows[0].cells.length };
  });
  const [download] = await Promise.all([page.waitForEvent("download"),
    page.locator("[data-download] a").click()]);
  const lines = readFileSync(await download.path(), "utf8").trim().split("\r\n");
  check(where, /^(\d\w|\d+|region-\d+|france)\.csv$/.test(download.suggestedFilename()),
    `the download is called ${download.suggestedFilename()}`);
  check(where, lines.length === table.rows + 1, `the CSV has ${lines.length} lines`);
  const width = (line) => line.split(/[;,]/).length;
  const isFrench = lines[0].includes(";");
  check(where, lines.every((line) => line.split(isFrench ? ";" : ",").length === table.columns),
    "a line of the CSV has another width");
  check(where, width(lines[0]) === table.columns && /^\ufeff?period/.test(lines[0]),
    `the CSV begins with ${lines[0]}`);
  check(where, lines[1] < lines[2], "the CSV does not begin with the oldest period");
}

// On the smallest of usual phones nothing is wider than the window or too small to be read.
async function checkSmallest(browser, url, where) {
  const page = await browser.newPage({ viewport: { width: SMALLEST, height: 740 } });
  await page.goto(url);
  await checkWidth(page, where);
  await checkLegible(page, where);
  await page.close();
}

async function checkReport(browser, path) {
  const url = pathToFileURL(resolve(path)).href;
  const name = basename(path);
  await checkMarkup(path, name);
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const where = `${name}, ${width} px, ${colorScheme}`;
      const context = await browser.newContext({
        viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce",
      });
      const page = await context.newPage();
      const seen = watch(page);
      await page.goto(url);
      await checkSkip(page, where);
      await checkText(page, where);
      await checkWidth(page, where);
      await checkAxe(page, where);
      // these do not depend on the colours
      if (colorScheme === "light") {
        await checkLegible(page, where);
        await checkLabels(page, where);
        await checkCaption(page, where);
        await checkTip(page, where);
        await checkSorting(page, where);
        if (width === 1280) await checkDownload(page, where);
        await checkSticky(page, where);
      }
      await checkWidth(page, where);
      checkQuiet(where, seen);
      await context.close();
    }
  }
  await checkWithoutScript(browser, url, `${name}, without JavaScript`);
  await checkPaper(browser, url, `${name}, on paper`);
  await checkSmallest(browser, url, `${name}, ${SMALLEST} px`);
}

// Text that reaches beyond the edges of the chart is cut off.
async function checkInside(page, where) {
  const outside = await page.evaluate(() => {
    const chart = document.querySelector("svg");
    const frame = chart.getBoundingClientRect();
    return [...chart.querySelectorAll("text")].filter((text) => {
      const box = text.getBoundingClientRect();
      return box.width > 0 && (box.left < frame.left - 1 || box.right > frame.right + 1
        || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
    }).map((text) => text.textContent);
  });
  check(where, outside.length === 0, `text is cut off: ${outside.slice(0, 5).join(", ")}`);
}

// Text that is smaller than a reader can be asked to read.
const LEAST = 11;

async function checkLegible(page, where) {
  const small = await page.evaluate((least) => [...document.querySelectorAll("text")]
    .filter((text) => {
      const chart = text.ownerSVGElement;
      const scale = chart.getBoundingClientRect().width / chart.viewBox.baseVal.width;
      return scale > 0 && parseFloat(getComputedStyle(text).fontSize) * scale < least - 0.1;
    })
    .map((text) => text.textContent), LEAST);
  check(where, small.length === 0, `text is smaller than ${LEAST} px: ${small.slice(0, 5).join(", ")}`);
}

// Names are wrapped, never cut, and no text lies over another.
async function checkLabels(page, where) {
  const found = await page.evaluate(() => [...document.querySelectorAll("svg")].flatMap((chart) => {
    const texts = [...chart.querySelectorAll("text")].map((text) => (
      { text: text.textContent, kind: text.getAttribute("class") ?? "",
        box: text.getBoundingClientRect() }));
    // lists of places in the notes end with it
    const cut = texts.filter(({ text, kind }) => text.includes("\u2026") && !/-note$/.test(kind));
    const over = texts.filter(({ box }, i) => texts.slice(0, i).some(({ box: other }) => (
      Math.min(box.right, other.right) - Math.max(box.left, other.left) > 1
      // boxes are as high as their lines, and letters are not
      && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > box.height / 3)));
    return [...cut, ...over].map(({ text }) => text);
  }));
  check(where, found.length === 0, `text is cut, or over another: ${found.slice(0, 5).join(", ")}`);
}

// What the table shows is seen in whole, also while its columns scroll.
async function checkCaption(page, where) {
  const over = await page.evaluate(() => {
    const caption = document.querySelector("caption span").getBoundingClientRect();
    return Math.round(caption.right - document.querySelector(".scroll").getBoundingClientRect().right);
  });
  check(where, over <= 0, `the caption of the table is ${over} px too wide`);
}

async function checkChart(browser, path) {
  const url = pathToFileURL(resolve(path)).href;
  const name = basename(path);
  for (const colorScheme of SCHEMES) {
    const where = `${name}, ${colorScheme}`;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme });
    const page = await context.newPage();
    const seen = watch(page);
    await page.goto(url);
    const text = await page.evaluate(() => document.documentElement.textContent);
    check(where, text.trim() !== "", "it has no text");
    check(where, !NO_TEXT.test(text), `its text has "${(text.match(NO_TEXT) || [])[0]}"`);
    await checkInside(page, where);
    await checkLegible(page, where);
    await checkLabels(page, where);
    // axe checks HTML only: the chart is put into a page
    await page.goto("about:blank");
    await page.setContent(`<!DOCTYPE html><html lang="en"><head><title>${name}</title></head>
      <body><main><h1>${name}</h1>${readFileSync(path, "utf8").replace(/^<\?xml[^>]*\?>/, "")}
      </main></body></html>`);
    await checkAxe(page, where);
    checkQuiet(where, seen);
    await context.close();
  }
}

// ---------------------------------------------------------------- a site

// What the search shows after some text.
async function found(page, text) {
  await page.locator("#search").fill(text);
  return page.locator("[data-words]:visible a").evaluateAll((list) => list
    .map((one) => one.getAttribute("href")).join(" "));
}

async function checkSearch(page, url, where) {
  for (const [text, expected] of [["isere", "38.html"], ["ISÈRE", "38.html"], ["2a", "2A.html"],
    ["hte savoie", ""], ["haute savoie", "74.html"], ["provence alpes cote", "region-93.html 04.html"
      + " 05.html 06.html 13.html 83.html 84.html"], ["région 38", ""], ["cote d'or", "21.html"],
    ["france", "france.html region-11.html region-32.html 02.html 59.html 60.html 62.html 75.html"
      + " 77.html 78.html 80.html 91.html 92.html 93.html 94.html 95.html"], ["xyz", ""]]) {
    const shown = await found(page, text);
    check(where, shown === expected, `a search for "${text}" finds ${shown}`);
    const told = await page.locator("[role=status]").textContent();
    check(where, told !== "", `a search for "${text}" is told nothing`);
  }
  await found(page, "");
  check(where, await page.locator("[data-words]:visible").count() === 118, "not all places come back");
  for (const [text, file] of [["38", "38.html"], ["84", "region-84.html"], ["rhone", "69.html"],
    ["france", "france.html"]]) {
    await page.locator("#search").fill(text);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/${file}`, { timeout: 5000 }).catch(() => {});
    check(where, page.url().endsWith(`/${file}`), `Enter after "${text}" leads to ${page.url()}`);
    await page.goBack();
    check(where, page.url() === url, "the way back does not lead to the index");
  }
  await found(page, "");
}

async function checkSquares(page, url, where) {
  await page.locator('.tiles a[href="38.html"]').click();
  check(where, page.url().endsWith("/38.html"), `a click on 38 leads to ${page.url()}`);
  await page.goBack();
  const tiles = page.locator(".tiles a");
  check(where, await page.locator('.tiles a[tabindex="0"]').count() === 1,
    "Tab reaches several squares");
  await page.locator('.tiles a[href="75.html"]').focus();
  for (const [key, file] of [["ArrowRight", "77"], ["ArrowDown", "89"], ["ArrowLeft", "94"],
    ["ArrowUp", "75"], ["ArrowUp", "93"]]) {
    await page.keyboard.press(key);
    const now = await page.evaluate(() => document.activeElement.getAttribute("href"));
    check(where, now === `${file}.html`, `${key} leads to ${now} instead of ${file}`);
  }
  await page.keyboard.press("Enter");
  await page.waitForURL("**/93.html", { timeout: 5000 }).catch(() => {});
  check(where, page.url().endsWith("/93.html"), `Enter on a square leads to ${page.url()}`);
  await page.goBack();
  check(where, page.url() === url && await tiles.count() === 100, "the index does not come back");
}

// From the index down to a département and its neighbour, by links alone, and back.
async function checkWay(page, url, where) {
  const way = ["region-84.html", "38.html", "73.html", "region-84.html", "france.html", "index.html"];
  for (const file of way) {
    await page.locator(`a[href="${file}"]:visible`).first().click();
    check(where, page.url().endsWith(`/${file}`), `a link to ${file} leads to ${page.url()}`);
  }
  for (let i = 0; i < way.length; i += 1) await page.goBack();
  check(where, page.url() === url, "the way back does not lead to the index");
}

async function checkSite(browser, folder) {
  const path = `${folder}/index.html`;
  const url = pathToFileURL(resolve(path)).href;
  await checkMarkup(path, "site, index");
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const where = `site, index, ${width} px, ${colorScheme}`;
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme,
        reducedMotion: "reduce" });
      const page = await context.newPage();
      const seen = watch(page);
      await page.goto(url);
      await checkSkip(page, where);
      await checkWidth(page, where);
      await checkAxe(page, where);
      await checkLegible(page, where);
      if (colorScheme === "light") {
        await checkSearch(page, url, where);
        await checkSquares(page, url, where);
        await checkWay(page, url, where);
        await checkTip(page, where);
      }
      checkQuiet(where, seen);
      await context.close();
    }
  }
  await checkSmallest(browser, url, `site, index, ${SMALLEST} px`);
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(url);
  check("site, without JavaScript", await plain.locator("[data-words]:visible").count() === 118,
    "the index does not list all places");
  check("site, without JavaScript", await plain.locator("input").count() === 0, "there is a search");
  await plain.emulateMedia({ media: "print" });
  check("site, on paper", !(await plain.locator(".search").isVisible()), "the search is printed");
  await plain.context().close();
  for (const name of ["france", "region-84", "38", "2A", "971"]) {
    await checkReport(browser, `${folder}/${name}.html`);
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking"],
});
try {
  for (const path of process.argv.slice(2)) {
    if (statSync(path).isDirectory()) await checkSite(browser, path);
    else if (path.endsWith(".svg")) await checkChart(browser, path); else await checkReport(browser, path);
  }
} finally {
  await browser.close();
}
if (checks === 0) console.log("nothing was checked: name the files");
console.log(`pages: ${checks} checks, ${failures} failures`);
process.exitCode = failures > 0 || checks === 0 ? 1 : 0;
