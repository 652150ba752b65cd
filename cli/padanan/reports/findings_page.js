// The table of all findings: sorted and filtered by typed arrays of row numbers, shown a page at a time.
const data = JSON.parse(document.getElementById("finding-data").textContent);
const count = data.count;
const chosen = ["severity", "check", "path", "language"];
const control = { text: byId("filter-text"), size: byId("page-size") };
for (const key of chosen) control[key] = byId(`filter-${key}`);
const severityNames = { error: "error", warning: "warning", info: "note" };
const state = { order: null, shown: null, page: 0, key: "severity", falling: false };

const foreign = (language, ...content) => make("bdi", { lang: language, dir: "auto" }, ...content);
const nameOf = (column, row) => data[column].names[data[column].rows[row]];
const codeOf = (column, row) => column === "severity" ? data.severity[row] : data[column].rows[row];

// The place of each name in alphabetical order: numbers sort faster than names.
const ranksOf = (column) => {
  const { names } = data[column];
  const ranks = new Uint32Array(names.length);
  [...names.keys()].sort((a, b) => names[a] < names[b] ? -1 : 1).forEach((name, rank) => { ranks[name] = rank; });
  return ranks;
};
const keysOf = (key) => {
  if (key === "severity") return Uint32Array.from(data.severity);
  const column = key === "check" ? "check" : "path";
  const ranks = ranksOf(column);
  return Uint32Array.from(data[column].rows, (name) => ranks[name]);
};
const sortRows = () => {
  const keys = keysOf(state.key);
  const sign = state.falling ? -1 : 1;
  state.order = rowNumbers(count).sort((a, b) => sign * (keys[a] - keys[b])
    || (state.key === "place" ? sign * (data.place[a][0] - data.place[b][0]
      || data.place[a][1] - data.place[b][1]) : 0) || a - b);
};

// Names are folded and searched once each; lines only where the names of a row do not say it.
const searched = ["check", "path", "language", "message", "hint", "source"];
let folded = null;
const foldNames = () => {
  folded ??= Object.fromEntries(searched.map((column) =>
    [column, data[column].names.map((name) => name.toLowerCase())]));
  return folded;
};
const textTest = (wanted) => {
  const names = foldNames();
  const found = searched.map((column) => names[column].map((name) => name.includes(wanted)));
  return (row) => searched.some((column, place) => found[place][data[column].rows[row]])
    || (data.line[row] !== null && data.line[row].join("").toLowerCase().includes(wanted));
};
const filterRows = () => {
  const tests = [];
  for (const key of chosen) {
    if (!control[key]?.value) continue;
    const wanted = Number(control[key].value);
    tests.push((row) => codeOf(key, row) === wanted);
  }
  const wanted = control.text.value.trim().toLowerCase();
  if (wanted) tests.push(textTest(wanted));
  state.shown = tests.length ? state.order.filter((row) => tests.every((test) => test(row))) : state.order;
};

const describe = (row) => {
  const cell = make("td", {}, make("p", {}, foreign("en", nameOf("message", row))));
  const hint = nameOf("hint", row);
  if (hint) cell.append(make("p", { class: "muted" }, "hint: ", foreign("en", hint)));
  const line = data.line[row];
  if (line) {
    const [before, marked, after] = line;
    cell.append(make("p", { class: "line" },
      foreign(nameOf("language", row), before, make("mark", {}, marked), after)));
  }
  const source = nameOf("source", row);
  if (source) cell.append(make("p", { class: "muted" }, "source: ", foreign("und", source)));
  return cell;
};
const makeRow = (row) => {
  const severity = data.severities[data.severity[row]];
  const place = `${nameOf("path", row)}:${data.place[row].join(":")}`;
  return make("tr", {},
    make("td", {}, make("span", { class: `severity ${severity}` }, severityNames[severity])),
    make("th", { scope: "row" }, foreign("und", place)),
    make("td", {}, nameOf("check", row)),
    describe(row));
};

const showPage = () => showRows(state, { size: Number(control.size.value), count, noun: "finding", makeRow });
const refilter = () => {
  filterRows();
  state.page = 0;
  showPage();
};

const headingOf = (key) => document.querySelector(`button[data-key=${key}]`).closest("th");
const sortBy = (key) => {
  turnSort(state, headingOf(key), key);
  sortRows();
  refilter();
};
for (const button of document.querySelectorAll("button[data-key]")) {
  button.addEventListener("click", () => sortBy(button.dataset.key));
}
listenToTurns(state, showPage);
listenToTyping(control.text, refilter);
for (const key of [...chosen, "size"]) control[key]?.addEventListener("change", refilter);
byId("filters").addEventListener("submit", (event) => event.preventDefault());
byId("filters").addEventListener("reset", () => setTimeout(refilter));
headingOf("severity").setAttribute("aria-sort", "ascending");
sortRows();
byId("browser").hidden = false;
refilter();
