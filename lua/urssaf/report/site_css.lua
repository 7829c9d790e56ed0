--- The styles that only the pages of a site need, after those of a report.
return [[

.site { padding-top: .6rem; padding-bottom: .4rem; font-size: .92rem; }
.site p { display: inline; margin: 0 .5rem 0 0; color: var(--muted); }
.site ul { display: inline; margin: 0; }
.site li { display: inline-block; margin-right: .9rem; }
.site .path { display: block; }
.site .path li + li::before { content: "\203a"; padding-right: .9rem; color: var(--muted); }

.two { display: grid; gap: 2rem; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
.two section { padding-top: 1.25rem; }
.maps .charts { grid-template-columns: minmax(0, 1fr); }
.maps { margin-top: 1.5rem; }
.search { margin: 1rem 0; }
.search label { display: block; font-weight: 600; margin-bottom: .3rem; }
.search input {
  width: 100%; max-width: 28rem; padding: .55rem .7rem; font: inherit; color: var(--ink);
  background: var(--page); border: 1px solid var(--muted); border-radius: 4px;
}
.search p { min-height: 1.5em; margin: .35rem 0 0; color: var(--muted); font-size: .9rem; }
.places { list-style: none; margin: 0; padding: 0; columns: 14rem; }
.places li { break-inside: avoid; margin: 0; padding: .15rem 0; }
[data-hover] { fill-opacity: 0; pointer-events: all; }
.tiles { display: block; width: 100%; max-width: 36rem; height: auto; }
.tiles rect { fill: var(--soft); stroke: var(--rule); }
.tiles text { fill: var(--ink); font-size: 16px; pointer-events: none; }
.tiles a:hover rect, .tiles a:focus rect { fill: var(--accent); }
.tiles a:hover text, .tiles a:focus text { fill: var(--page); }
.tiles a:focus { outline: none; }
.tiles a:focus rect { stroke: var(--ink); stroke-width: 3; }
@media (max-width: 56rem) {
  .two { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .beside-list { display: contents; }
  .choose { order: -1; }
  .maps { order: 1; }
  .searching .choose { order: 1; }
}
@media print { .search, .choose { display: none; } .two { display: block; } }
]]
