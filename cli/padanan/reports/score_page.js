// The table of all segments: sorted and filtered by typed arrays of row numbers, shown a page at a time.
const data = JSON.parse(document.getElementById("segment-data").textContent);
const count = data.count;
const rowsElement = byId("rows");
const control = { text: byId("filter-text"), document: byId("filter-document"), band: byId("filter-band"),
  findings: byId("filter-findings"), metric: byId("choose-metric"), pair: byId("choose-pair"),
  size: byId("page-size") };
const state = { order: rowNumbers(count), shown: null, page: 0,
  key: "row", falling: false, metric: data.metric, pair: [0, 1] };
const bandStarts = [100, 95, 85, 75, 50, 0];
const foreign = (text, language) => make("bdi", { lang: language, dir: "auto" }, text);

const scoreOf = (system, row) => data.scores[system][state.metric][row];

const difference = (row) => scoreOf(state.pair[1], row) - scoreOf(state.pair[0], row);

const keyOf = (key) => {
  const [kind, system] = key.split("-");
  if (kind === "score") return (row) => scoreOf(system, row);
  if (kind === "similarity") return (row) => data.similarity[system][row];
  if (kind === "difference") return difference;
  return (row) => row;
};

const sortRows = () => {
  const value = keyOf(state.key);
  const keys = Float64Array.from({ length: count }, (_, row) => value(row));
  const sign = state.falling ? -1 : 1;
  state.order = rowNumbers(count)
    .sort((a, b) => sign * (keys[a] - keys[b]) || a - b);
};

let folded = null;
const foldTexts = () => {
  folded ??= [data.sources, ...data.references, ...data.hypotheses].map(
    (texts) => texts.map((text) => text.toLowerCase()));
  return folded;
};

const inBand = (row, band) => data.similarity.some((percents) =>
  percents[row] >= bandStarts[band] && (band === 0 || percents[row] < bandStarts[band - 1]));

const filterRows = () => {
  const tests = [];
  const wanted = control.text.value.trim().toLowerCase();
  if (wanted) {
    const streams = foldTexts();
    tests.push((row) => streams.some((texts) => texts[row].includes(wanted)));
  }
  if (control.document?.value) {
    const document = Number(control.document.value);
    tests.push((row) => data.document[row] === document);
  }
  if (control.band.value) tests.push((row) => inBand(row, Number(control.band.value)));
  if (control.findings.checked) tests.push((row) => row in data.findings);
  state.shown = tests.length ? state.order.filter((row) => tests.every((test) => test(row))) : state.order;
};

const placeOf = (row, system) =>
  data.paths[system] + (data.catalogue.length ? `/${data.catalogues[data.catalogue[row]]}` : "")
  + (data.lines[system][row] ? `:${data.lines[system][row]}` : "");

const textsOf = (row) => {
  const list = make("dl");
  const add = (name, text, language) => {
    list.append(make("dt", {}, name), make("dd", {}, foreign(text, language)));
  };
  for (const [name, text] of data.identities[row] ?? []) add(name, text, "und");
  if (data.sources.length) add("source", data.sources[row], data.sourceLanguage);
  for (const stream of data.references) add("reference", stream[row], data.language);
  data.hypotheses.forEach((texts, system) =>
    add(foreign(placeOf(row, system), "und"), texts[row], data.language));
  for (const finding of data.findings[row] ?? []) add("finding", finding, "en");
  return list;
};

const numberCell = (value) => make("td", { class: "number" }, value);

const makeRow = (row) => {
  const made = make("tr", {}, make("th", { scope: "row" }, number.format(row + 1)),
    make("td", { class: "texts" }, textsOf(row)));
  data.systems.forEach((_, system) => made.append(numberCell(scoreOf(system, row).toFixed(1))));
  if (data.systems.length > 1) {
    const lead = difference(row);
    made.append(numberCell((lead > 0 ? "+" : "") + lead.toFixed(1)));
  }
  for (const percents of data.similarity) made.append(numberCell(`${percents[row]} %`));
  return made;
};

const showPage = () => showRows(state, { size: Number(control.size.value), count, noun: "segment", makeRow });

const refilter = () => {
  filterRows();
  state.page = 0;
  showPage();
};

const sortBy = (heading, key) => {
  turnSort(state, heading, key);
  sortRows();
  refilter();
};

for (const button of document.querySelectorAll("button[data-key]")) {
  button.addEventListener("click", () => sortBy(button.closest("th"), button.dataset.key));
}
listenToTurns(state, showPage);
listenToTyping(control.text, refilter);
for (const key of ["document", "band", "findings"]) control[key]?.addEventListener("change", refilter);
const rescore = () => {
  if (control.metric) state.metric = Number(control.metric.value);
  if (control.pair) state.pair = control.pair.value.split("-").map(Number);
  for (const name of document.querySelectorAll("#browser .metric")) name.textContent = data.metrics[state.metric];
  const [first, second] = state.pair.map((system) => foreign(data.systems[system] ?? "", "und"));
  byId("difference-names")?.replaceChildren(second, " less ", first);
  sortRows();
  refilter();
};
control.metric?.addEventListener("change", rescore);
control.pair?.addEventListener("change", rescore);
control.size.addEventListener("change", refilter);
byId("filters").addEventListener("submit", (event) => event.preventDefault());
byId("filters").addEventListener("reset", () => setTimeout(rescore));
document.querySelector("button[data-key=row]").closest("th").setAttribute("aria-sort", "ascending");
byId("browser").hidden = false;
refilter();

// The scatters: one pair at a time; segments are read beside it, on hover and on focus.
const reading = byId("scatter-segment");
const readMark = (mark) => {
  const row = Number(mark.dataset.row);
  const more = mark.dataset.count > 1 ? `, one of ${number.format(mark.dataset.count)} here` : "";
  reading.replaceChildren(make("p", {}, `Segment ${number.format(row + 1)}${more}`),
    textsOf(row));
};
const focusMark = (marks, place) => {
  const mark = marks[Math.min(Math.max(place, 0), marks.length - 1)];
  for (const other of marks) other.setAttribute("tabindex", -1);
  mark.setAttribute("tabindex", 0);
  mark.focus();
};
const showInTable = (mark) => {
  byId("filters").reset();
  state.key = "row";
  state.falling = false;
  for (const heading of rowsElement.parentElement.tHead.rows[0].cells) heading.removeAttribute("aria-sort");
  document.querySelector("button[data-key=row]").closest("th").setAttribute("aria-sort", "ascending");
  const row = Number(mark.dataset.row);
  setTimeout(() => {
    const pageSize = Number(control.size.value);
    state.page = Math.floor(row / pageSize);
    showPage();
    const shown = rowsElement.rows[row % pageSize].cells[0];
    shown.setAttribute("tabindex", -1);
    shown.focus();
  });
};
const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, Home: -Infinity, End: Infinity };
for (const drawn of document.querySelectorAll(".marks")) {
  const marks = [...drawn.children];
  marks[0].setAttribute("tabindex", 0);
  marks.forEach((mark, place) => {
    mark.addEventListener("mouseenter", () => readMark(mark));
    mark.addEventListener("focus", () => readMark(mark));
    mark.addEventListener("click", () => showInTable(mark));
    mark.addEventListener("keydown", (event) => {
      if (event.key in steps) {
        event.preventDefault();
        focusMark(marks, place + steps[event.key]);
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        showInTable(mark);
      }
    });
  });
}
const chooseScatter = byId("choose-scatter");
if (chooseScatter) {
  const showPair = () => {
    for (const pair of document.querySelectorAll(".pair")) pair.hidden = pair.id !== `scatter-${chooseScatter.value}`;
  };
  chooseScatter.closest("p").hidden = false;
  chooseScatter.addEventListener("change", showPair);
  showPair();
}
