"""The style and the script that every HTML report carries in itself."""

# Colours reach a contrast of 4.5 to 1 on their background in both schemes (WCAG 2.2, 1.4.3).
STYLE = """
:root { color-scheme: light dark; --text: #1d1d1f; --back: #fff; --muted: #595960; --line: #d5d5da;
  --stripe: #f6f6f8; --accent: #0b57b7; }
@media (prefers-color-scheme: dark) { :root { --text: #ececf0; --back: #18181b; --muted: #a9a9b2;
  --line: #3d3d44; --stripe: #222226; --accent: #8ab8ff; } }
* { box-sizing: border-box; }
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); margin: 0 auto;
  max-width: 80rem; padding: 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
p, dl { max-width: 45rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dt, caption, .muted { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
a { color: var(--accent); }
.scroll { overflow-x: auto; }
.long { max-height: 34rem; overflow-y: auto; border-bottom: 1px solid var(--line); }
.long thead th { position: sticky; top: 0; background: var(--back); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: start; padding-block: .3rem; }
th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--line); text-align: start;
  vertical-align: top; }
thead th { border-bottom: 2px solid var(--muted); vertical-align: bottom; }
tbody tr:nth-child(even) { background: var(--stripe); }
tbody th, tfoot th { font-weight: normal; overflow-wrap: anywhere; }
tfoot th, tfoot td { font-weight: bold; border-top: 2px solid var(--muted); border-bottom: 0; }
.number { text-align: end; white-space: nowrap; }
th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer;
  text-align: inherit; text-decoration: underline dotted; }
th[aria-sort=ascending] button::after { content: " \\2191"; }
th[aria-sort=descending] button::after { content: " \\2193"; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
bdi { white-space: pre-wrap; }
code.unseen { color: var(--muted); font-size: .85em; }
svg { display: block; }
@media print { :root { color-scheme: light; --text: #000; --back: #fff; --muted: #444; --line: #999;
  --stripe: #fff; --accent: #000; } body { max-width: none; padding: 0; font-size: 9pt; }
  .scroll { overflow: visible; max-height: none; } .long thead th { position: static; }
  thead { display: table-header-group; } tr { break-inside: avoid; } h2 { break-after: avoid; }
  th button { text-decoration: none; display: contents; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""

# What separates two texts; who listens to the page is told where each piece begins and ends.
DIFFERENCE_STYLE = """
:root { --gone: #a8071a; --gone-back: #ffe3e0; --come: #0e5a24; --come-back: #dcf5e1; }
@media (prefers-color-scheme: dark) { :root { --gone: #ffb0a8; --gone-back: #4a1d1a; --come: #9be3ab;
  --come-back: #173d21; } }
@media print { :root { --gone: #a8071a; --gone-back: #fff; --come: #0e5a24; --come-back: #fff; } }
del { color: var(--gone); background: var(--gone-back); text-decoration: line-through; }
ins { color: var(--come); background: var(--come-back); text-decoration: underline; }
del::before { content: " [leave out: "; } del::after, ins::after { content: "] "; }
ins::before { content: " [put in: "; }
del::before, del::after, ins::before, ins::after { position: absolute; clip-path: inset(100%); width: 1px;
  height: 1px; overflow: hidden; white-space: nowrap; }
"""

# Without the script the headings are plain text: it puts the buttons in.
SORT_SCRIPT = """
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const headings = [...table.tHead.rows[0].cells];
  const value = (row, index) => row.cells[index].dataset.value ?? row.cells[index].textContent;
  const compare = (a, b) => isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b;
  headings.forEach((heading, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const falling = heading.getAttribute("aria-sort") === "ascending";
      headings.forEach((other) => other.removeAttribute("aria-sort"));
      heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const rows = [...body.rows].sort((a, b) => compare(value(a, index), value(b, index)));
      body.append(...(falling ? rows.reverse() : rows));
    });
  });
}
"""
