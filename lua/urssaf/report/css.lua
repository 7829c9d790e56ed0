--- The style sheet of a report: light or dark as the reader prefers, narrow and wide, and on paper.
--
-- It contains neither "<" nor "&", so that parsers of HTML and of XML read the same.
return [[

:root {
  color-scheme: light dark;
  --page: #ffffff; --soft: #f4f6f8; --ink: #1c2128; --muted: #545d68; --rule: #d5dae0;
  --accent: #0b5fa5; --warn-ink: #5c3a00; --warn-soft: #fff4d6; --warn-rule: #d9a520;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #14181d; --soft: #1e242b; --ink: #e8ebee; --muted: #a8b1bc; --rule: #3a434d;
    --accent: #7dbcf0; --warn-ink: #ffe2a3; --warn-soft: #3a2d0c; --warn-rule: #8a6a1a;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 4rem; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums lining-nums;
}
header, main, footer, nav { max-width: 74rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1 {
  font-size: clamp(1.7rem, 5vw, 2.5rem); line-height: 1.15; margin: 0 0 .4rem;
  text-wrap: balance;
}
h2 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 1rem; }
h3 { font-size: 1.05rem; line-height: 1.3; margin: 1.5rem 0 .4rem; }
p { margin: 0 0 .6rem; overflow-wrap: break-word; }
main > section { padding: 1.75rem 0; border-top: 1px solid var(--rule); }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.skip {
  position: absolute; left: -99rem; top: 0; padding: .6rem 1rem; background: var(--page);
  z-index: 9;
}
.skip:focus { left: .5rem; top: .5rem; }
.facts { color: var(--muted); margin: 0 0 1.2rem; padding: 0; list-style: none; }
.facts li { display: inline; }
.facts li + li::before { content: "\00b7"; padding: 0 .55em; }
.hint, .when, .rank, .beside, .span, small { color: var(--muted); }
.hint, .when, .rank, .beside, .change { font-size: .9rem; margin: 0; }
small { font-size: .85em; }
.banner {
  margin: 0 0 1.5rem; padding: .7rem 1rem; border-left: 5px solid var(--warn-rule);
  background: var(--warn-soft); color: var(--warn-ink);
}
.summary { max-width: 46rem; font-size: 1.08rem; margin-bottom: 1.2rem; }
.contents {
  position: sticky; top: 0; z-index: 5; background: var(--page); overflow-x: auto;
  border-bottom: 1px solid var(--rule);
}
.contents + main > section:first-child { border-top: 0; }
nav ul {
  margin: 0 0 1.5rem; padding: 0; list-style: none; display: flex; flex-wrap: wrap;
  gap: .1rem 1.2rem;
}
.contents ul { margin: 0; flex-wrap: nowrap; white-space: nowrap; padding: .3rem 0; }
nav a { display: inline-block; padding: .25rem 0; }

.figures {
  margin: 0; padding: 0; list-style: none; display: grid; gap: .9rem;
  grid-template-columns: repeat(auto-fill, minmax(min(15.5rem, 100%), 1fr));
}
.figures li {
  display: flex; flex-direction: column; padding: .9rem 1rem .8rem; background: var(--soft);
  border-radius: 6px;
}
.figures h3 { margin: 0; font-size: 1rem; }
.value { font-size: 1.85rem; line-height: 1.2; font-weight: 650; margin: .35rem 0 .3rem; }
.arrow { font-size: .75em; color: var(--muted); }
.spark { display: block; width: 100%; height: auto; margin-top: .7rem; overflow: visible; }
.figures li > .spark { margin-top: auto; padding-top: .7rem; }
.spark path {
  fill: none; stroke: var(--accent); stroke-width: 1.8; stroke-linejoin: round;
  stroke-linecap: round;
}
.spark circle { fill: var(--accent); }
.span { display: flex; justify-content: space-between; font-size: .78rem; margin: .1rem 0 0; }

.charts {
  display: grid; gap: 1.75rem;
  grid-template-columns: repeat(auto-fit, minmax(min(20.5rem, 100%), 1fr));
}
figure { margin: 0; min-width: 0; }
.charts[data-four] { grid-template-columns: repeat(auto-fit, minmax(min(28rem, 100%), 1fr)); }
/* cancels the margin within a chart, 12 of 352 */
figure svg {
  display: block; width: 107.3%; max-width: 30rem !important; margin: 0 -3.65%; height: auto;
}
.across { margin-top: 1.75rem; }
.parts {
  display: grid; align-items: end; gap: 1rem 12px; max-width: 74rem;
  grid-template-columns: repeat(auto-fill, minmax(min(158px, 100%), 1fr));
}
.parts svg { width: 100%; margin: 0; }
figcaption { color: var(--muted); font-size: .82rem; line-height: 1.4; margin-top: .4rem; }
figcaption p { margin: 0 0 .15rem; }
figure h3 { margin: 0; text-wrap: balance; }

.scroll {
  overflow: auto; max-height: 80vh; margin-top: .5rem;
  border: 1px solid var(--rule); border-radius: 4px;
}
table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .85rem; }
caption { text-align: left; padding: .6rem .75rem; font-weight: 650; }
caption span {
  position: sticky; left: .75rem; display: inline-block; max-width: calc(100vw - 4rem);
}
th, td {
  padding: .32rem .55rem; text-align: right; white-space: nowrap;
  border-bottom: 1px solid var(--rule);
}
thead th {
  position: sticky; top: 0; z-index: 2; background: var(--soft); vertical-align: bottom;
  white-space: normal; font-weight: 600; line-height: 1.3; min-width: 6.5rem; hyphens: auto;
}
th:first-child {
  position: sticky; left: 0; z-index: 1; text-align: left; background: var(--page);
  white-space: nowrap; min-width: 6rem;
}
thead th:first-child { z-index: 3; background: var(--soft); }
tbody th { font-weight: 600; }
tbody tr:hover > * { background: var(--soft); }
th button {
  all: unset; box-sizing: border-box; display: block; width: 100%; padding: .2rem 0;
  cursor: pointer;
}
th button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
th button::after { content: "\00a0\2195"; color: var(--muted); }
th[aria-sort="ascending"] button::after { content: "\00a0\25b2"; color: var(--ink); }
th[aria-sort="descending"] button::after { content: "\00a0\25bc"; color: var(--ink); }
.only-script { display: none; }
.has-script .only-script { display: inline; }
.has-script p.only-script { display: block; }

main ul:not([class]), main ol { padding-left: 1.4rem; }
main li { margin: .25rem 0; max-width: 46rem; }
dl { margin: 0; max-width: 46rem; }
dt { font-weight: 600; }
dd { margin: 0 0 .7rem; overflow-wrap: anywhere; }
.rows { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; }
.rows dd { margin: 0; }
pre {
  white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: .7rem .9rem;
  border-radius: 4px; font-size: .88rem; margin: .4rem 0 .8rem;
}
footer {
  padding-top: 1rem; padding-bottom: 2.5rem; color: var(--muted); font-size: .9rem;
  border-top: 1px solid var(--rule);
}

.tip {
  position: fixed; z-index: 10; left: 0; top: 0; max-width: min(20rem, 90vw); padding: .35rem .6rem;
  pointer-events: none; background: var(--ink); color: var(--page); border-radius: 4px;
  font-size: .88rem;
}
.tip b { display: block; }
.shown [class*="-dot"] { fill-opacity: 1; stroke-opacity: 1; }

@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media (max-width: 30rem) {
  header, main, footer, nav { padding-left: 1rem; padding-right: 1rem; }
  .facts li { display: block; }
  .facts li + li::before { content: none; }
  .rows { grid-template-columns: 1fr; gap: 0; }
  .rows dd { margin-bottom: .5rem; }
}
@media print {
  @page { margin: 14mm; }
  :root { color-scheme: light; }
  body { font-size: 9.5pt; line-height: 1.4; }
  header, main, footer, nav { max-width: none; padding: 0; }
  nav, .skip, .tip, .only-script { display: none !important; }
  .banner { border: 1px solid; border-left-width: 5px; margin-bottom: 3mm; padding: 1.5mm 3mm; }
  h1 { font-size: 18pt; margin-bottom: 1mm; }
  .facts { margin-bottom: 2mm; }
  .summary { max-width: none; font-size: 10pt; margin-bottom: 2mm; }
  h2 { font-size: 13pt; margin-bottom: 2mm; }
  h3 { font-size: 10pt; }
  header { padding-top: 0; }
  main > section { padding: 2.5mm 0; }
  h2, h3, dt, .hint, caption, thead, tbody tr:nth-child(-n+3) { break-after: avoid; }
  .charts figure, .parts svg, .figures li, tr, li, pre, dd, .banner { break-inside: avoid; }
  /* the end of a report: whole, so that no single line of it is on a page of its own */
  #source { break-inside: avoid; }
  .figures { grid-template-columns: repeat(4, 1fr); gap: 2.5mm; line-height: 1.25; }
  .figures li { border: 1px solid var(--rule); background: none; padding: 1.5mm 2mm; }
  .figures h3, .hint, .when, .rank, .beside, .change { font-size: 8pt; }
  .value { font-size: 14pt; margin: .5mm 0; }
  .spark, .figures li > .spark { max-height: 7mm; margin-top: auto; padding-top: 1.5mm; }
  .span, figcaption { font-size: 7pt; }
  /* a row of charts is a line of text, and one may stand alone on a page */
  .charts { display: block; font-size: 0; orphans: 1; widows: 1; }
  .charts figure { display: inline-block; width: 48.5%; margin: 0 3% 3mm 0; vertical-align: top; }
  .charts figure:nth-child(2n) { margin-right: 0; }
  /* small enough that what may not be cut leaves no half page white */
  figure > svg { width: auto; max-width: 100% !important; max-height: 58mm; margin: 0; }
  #ranking figure > svg { max-height: 95mm; }
  .parts { grid-template-columns: repeat(5, 1fr); }
  .scroll { overflow: visible; max-height: none; border: 0; }
  thead { display: table-header-group; }
  thead th, tbody th, thead th:first-child { position: static; background: none; min-width: 0; }
  th, td { padding: .8pt 2.5pt; }
  table { font-size: 6.8pt; }
  th button { display: contents; }
  th button::after { content: "" !important; }
  a { color: inherit; }
  a[href^="http"]::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; }
}
]]
