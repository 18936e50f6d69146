/* A list of rows by keyboard and pointer, and what Back brings back: the row and the scroll, never a name. */

const ROW = ".listing tbody tr";
const LINK = ":is(td, th):first-child a[href]";

const links = () => [...document.querySelectorAll(`${ROW} ${LINK}`)];
const linkOf = (element) => element?.closest?.(ROW)?.querySelector(LINK);
const hasList = () => document.querySelector(".listing") !== null;

/* Keyboard: arrows move from row to row; Enter is the link's own. */
const STEPS = { ArrowUp: (at) => at - 1, ArrowDown: (at) => at + 1, Home: () => 0, End: () => Infinity };

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  const link = linkOf(event.target);
  if (!step || !link || event.target !== link || link.closest("[data-grid]") || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const rows = links();
  const next = rows[Math.min(Math.max(step(rows.indexOf(link)), 0), rows.length - 1)];
  event.preventDefault();
  next?.focus();
});

/* Pointer: the whole row opens what its name opens, in the way it was clicked. */
const isPlainPlace = (event) => !event.defaultPrevented && !event.target.closest("a, button, input, select, label, summary");
const openAside = (link) => window.open(link.href, "_blank", "noopener");
const isSelecting = () => getSelection()?.isCollapsed === false;

document.addEventListener("click", (event) => {
  const link = linkOf(event.target);
  if (!link || !isPlainPlace(event) || isSelecting()) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey) openAside(link);
  else link.click();
});

document.addEventListener("auxclick", (event) => {
  const link = linkOf(event.target);
  if (event.button === 1 && link && isPlainPlace(event)) openAside(link);
});

/* Back: the row's number and the scroll stand in the history entry. */
let mark = { row: null, scroll: 0 };
let wait = 0;

const remember = () => {
  clearTimeout(wait);
  if (hasList()) history.replaceState({ ...history.state, ...mark }, "");
};
const soon = () => {
  clearTimeout(wait);
  wait = setTimeout(remember, 200);
};

document.addEventListener("focusin", ({ target }) => {
  const link = linkOf(target);
  if (!link) return;
  mark.row = links().indexOf(link);
  soon();
});
addEventListener("scroll", () => { mark.scroll = Math.round(scrollY); soon(); }, { passive: true });
document.addEventListener("click", ({ target }) => {
  const link = linkOf(target);
  if (link) { mark.row = links().indexOf(link); remember(); }
}, { capture: true });
addEventListener("pagehide", remember);
document.addEventListener("htmx:beforeHistoryUpdate", remember);
document.addEventListener("htmx:pushedIntoHistory", () => { mark = { row: null, scroll: Math.round(scrollY) }; });

// htmx would reload here as well, but first it would overwrite the entry's state.
addEventListener("popstate", (event) => {
  if (!event.state?.htmx || !hasList()) return;
  event.stopImmediatePropagation();
  mark = { row: event.state.row ?? null, scroll: event.state.scroll ?? 0 }; // of this entry, not of the one that was left
  location.reload();
});

const restore = () => {
  if (!hasList()) return;
  history.scrollRestoration = "manual";
  const { row, scroll } = history.state ?? {};
  if (scroll) scrollTo(0, scroll);
  if (Number.isInteger(row)) links()[row]?.focus({ preventScroll: true });
};
restore();
addEventListener("pageshow", ({ persisted }) => persisted && restore());

/* Focus after a swap: where the hand is. A removed chip gives it to the next chip, a turned page to its first row. */
let after = null;

document.addEventListener("htmx:beforeRequest", ({ detail: { elt } }) => {
  if (elt.matches("[data-region]")) return; // a region that fetches itself moves nobody's hand
  after = null;
  if (elt.matches("[data-remove]")) {
    const at = [...document.querySelectorAll("[data-remove]")].indexOf(elt);
    after = () => [...document.querySelectorAll("[data-remove]")].at(at) ?? document.querySelector("[data-remove], .chip--add");
  } else if (elt.matches("[data-sort], [data-size]")) {
    const { sort, size } = elt.dataset;
    after = () => document.querySelector(sort ? `[data-sort="${sort}"]` : `[data-size="${size}"]`);
  } else if (elt.matches("[data-page]")) {
    const byKeyboard = elt.matches(":focus-visible");
    after = () => {
      const table = document.querySelector(".listing table");
      if (table?.getBoundingClientRect().top < 0) table.scrollIntoView({ block: "start" });
      const same = document.querySelector(`[data-page="${elt.dataset.page}"]`);
      return byKeyboard ? links()[0] : same ?? document.querySelector("[data-page]");
    };
  }
});
document.addEventListener("htmx:afterSettle", () => {
  const target = after?.();
  if (target && (document.activeElement === document.body || !document.activeElement)) target.focus({ preventScroll: true });
  after = null;
});
