// What tables of a hundred thousand rows share: they are shown a page at a time, sorted and filtered by row numbers.
const byId = (id) => document.getElementById(id);
const number = new Intl.NumberFormat("en");
const make = (name, properties = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const rowNumbers = (count) => Uint32Array.from({ length: count }, (_, row) => row);

// Shows the page `state.page` of the rows `state.shown`, of `count` in all.
const showRows = (state, { size, count, noun, makeRow }) => {
  const last = Math.max(Math.ceil(state.shown.length / size) - 1, 0);
  state.page = Math.min(Math.max(state.page, 0), last);
  const start = state.page * size;
  const rows = state.shown.subarray(start, start + size);
  byId("rows").replaceChildren(...Array.from(rows, makeRow));
  const of = state.shown.length === count ? "" : ` of ${number.format(count)}`;
  byId("status").textContent = state.shown.length
    ? `${number.format(state.shown.length)}${of} ${noun}${count === 1 ? "" : "s"}, showing `
      + `${number.format(start + 1)} to ${number.format(start + rows.length)}`
    : `No ${noun}${of} is like that`;
  // A button that has the focus must not be disabled: the focus would be lost.
  for (const key of ["first", "previous"]) byId(`page-${key}`).setAttribute("aria-disabled", state.page === 0);
  for (const key of ["next", "last"]) byId(`page-${key}`).setAttribute("aria-disabled", state.page === last);
};

// Sorts by a key: the other way round, where it was sorted by it before.
const turnSort = (state, heading, key) => {
  state.falling = state.key === key && !state.falling;
  state.key = key;
  for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", state.falling ? "descending" : "ascending");
};

const listenToTurns = (state, showPage) => {
  const turn = { first: () => 0, previous: () => state.page - 1, next: () => state.page + 1, last: () => Infinity };
  for (const [key, target] of Object.entries(turn)) {
    byId(`page-${key}`).addEventListener("click", () => {
      state.page = target();
      showPage();
    });
  }
};
const listenToTyping = (input, refilter) => {
  let waiting = 0;
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refilter, 150);
  });
};
