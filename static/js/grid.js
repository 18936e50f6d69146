/* Grids and charts by keyboard: one stop for the Tab key, arrows from cell to cell or from point to point. */

const GRID = "[data-grid]";
const POINTS = "[data-points]";

/* A cell that holds a link or a button is entered at it. */
const targetOf = (cell) => cell.querySelector("a[href], button") ?? cell;

const rowsOf = (grid) =>
  grid.matches(POINTS)
    ? [[...grid.querySelectorAll("[tabindex]")]]
    : [...grid.tBodies[0].rows].map((row) => [...row.cells].map(targetOf));

/* One stop: the newest value of the first row, or wherever the hand was last. A grid has it beside the names, a chart at its end. */
const stopAt = (grid, target) => {
  for (const other of rowsOf(grid).flat()) other.tabIndex = -1;
  target.tabIndex = 0;
};

const newest = (grid, cells) => (grid.matches(POINTS) ? cells.at(-1) : cells[1] ?? cells[0]);

const prepare = () => {
  for (const grid of document.querySelectorAll(`${GRID}, ${POINTS}`)) {
    const stop = (grid.dataset.ready && grid.querySelector("[tabindex='0']")) || newest(grid, rowsOf(grid)[0] ?? []); // cells come and go
    grid.dataset.ready = "true";
    if (grid.matches(GRID)) grid.setAttribute("role", "grid");
    if (stop) stopAt(grid, stop);
  }
};
prepare();
document.addEventListener("htmx:afterSettle", prepare);

/* Right is right on the screen, whichever way the page runs; a chart runs to the right everywhere. */
const turned = (grid) => (getComputedStyle(grid).direction === "rtl" && !grid.matches(POINTS) ? -1 : 1);

const STEPS = {
  ArrowLeft: (row, column, turn) => [row, column - turn],
  ArrowRight: (row, column, turn) => [row, column + turn],
  ArrowUp: (row, column) => [row - 1, column],
  ArrowDown: (row, column) => [row + 1, column],
  Home: (row) => [row, 0],
  End: (row) => [row, Infinity],
};
const within = (index, list) => Math.min(Math.max(index, 0), list.length - 1);

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const grid = event.target.closest?.(`${GRID}, ${POINTS}`);
  if (!step || !grid || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const rows = rowsOf(grid);
  const row = rows.findIndex((cells) => cells.includes(event.target));
  if (row < 0) return;
  const [toRow, toColumn] = step(row, rows[row].indexOf(event.target), turned(grid));
  const cells = rows[within(toRow, rows)];
  const target = cells[within(toColumn, cells)];
  event.preventDefault();
  stopAt(grid, target);
  target.focus();
  target.scrollIntoView({ block: "nearest", inline: "nearest" });
});

/* Enter in a cell opens what its row leads to. */
document.addEventListener("keydown", ({ key, target }) => {
  if (key === "Enter" && target.matches(`${GRID} td`)) target.parentElement.querySelector("a[href]")?.click();
});

/* A press into a cell makes it the stop. */
document.addEventListener("pointerdown", ({ target }) => {
  const grid = target.closest?.(`${GRID}, ${POINTS}`);
  const cell = target.closest?.(":is(tbody td, tbody th, [tabindex])");
  if (grid && cell && grid.contains(cell) && rowsOf(grid).flat().includes(targetOf(cell))) stopAt(grid, targetOf(cell));
});
