/* A look at a row before it is opened: rest the pointer on it, or press Space on its link. Nothing of it stays here. */

const ROW = ".listing tbody tr";
const LINK = ":is(td, th):first-child a[href]";
const REST = 400; // until a row is meant
const GRACE = 250; // for the way from the row into its preview

const panel = document.querySelector("[data-preview]");
const isWide = matchMedia("(width >= 45rem)");
const isFine = matchMedia("(hover: hover) and (pointer: fine)");

let shown = null; // the link of the row whose preview is shown or asked for
let dismissed = null; // closed by hand: resting on the same row does not open it again
let opening = 0;
let closing = 0;

const linkOf = (element) => element?.closest?.(ROW)?.querySelector(LINK) ?? null;
const addressOf = (link) => new URL(panel.dataset.preview, link.href).pathname;
const isIn = (element) => panel?.contains(element) ?? false;

/* The style sheet puts the panel on the side of the row where there is more room. */
const mark = (link) => {
  const row = link.closest(ROW);
  const { top, bottom } = row.getBoundingClientRect();
  row.dataset.previewed = "";
  panel.dataset.side = top + bottom > innerHeight ? "before" : "after";
};

const close = () => {
  clearTimeout(closing);
  closing = 0;
  if (!shown) return;
  shown.closest(ROW)?.removeAttribute("data-previewed");
  shown = null;
  delete panel.dataset.side;
  panel.replaceChildren();
};

const dismiss = () => {
  clearTimeout(opening);
  close();
};

const open = (link) => {
  dismiss();
  if (!link.isConnected || !isWide.matches) return;
  shown = link;
  panel.replaceChildren();
  mark(link);
  const asked = window.htmx.ajax("get", addressOf(link), { source: link, target: panel });
  asked.catch(() => {}); // a failure is said in the panel, by failures.js
};

/* Pointer: a finger opens the chart, and has no preview. A row that was scrolled away from under it is not meant. */
const openIfStillMeant = (link) => link.closest(ROW)?.matches(":hover") && open(link);

document.addEventListener("pointermove", ({ target, pointerType, buttons }) => {
  if (!panel || pointerType === "touch" || buttons || !isFine.matches) return;
  const link = linkOf(target);
  clearTimeout(opening);
  if (shown && (link === shown || isIn(target))) {
    clearTimeout(closing);
    closing = 0;
    return;
  }
  if (shown) closing ||= setTimeout(close, GRACE);
  if (link !== dismissed) dismissed = null;
  if (link && !dismissed) opening = setTimeout(openIfStillMeant, REST, link);
});

document.documentElement.addEventListener("pointerleave", () => {
  clearTimeout(opening);
  if (shown) closing ||= setTimeout(close, GRACE);
});

document.addEventListener("pointerdown", ({ target }) => {
  if (!panel || isIn(target)) return;
  dismissed = linkOf(target);
  dismiss();
});

/* Keyboard: the focus stays on the link, so that Escape has it back. */
document.addEventListener("keydown", (event) => {
  if (!panel || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = linkOf(event.target);
  if (event.key === "Escape" && shown) {
    dismissed = shown;
    if (isIn(document.activeElement)) shown.focus();
    dismiss();
  } else if (event.key === " " && link === event.target && isWide.matches && document.documentElement.dataset.shortcuts !== "off") {
    if (event.repeat) return event.preventDefault();
    if (link === shown) dismiss();
    else open(link);
  } else return;
  event.preventDefault();
});

document.addEventListener("focusin", ({ target }) => {
  if (shown && target !== shown && !isIn(target)) dismiss();
});
addEventListener("scroll", close, { passive: true });
addEventListener("pagehide", close);

/* An answer that comes too late is shown to nobody. */
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target === panel && (!shown || detail.requestConfig.path !== addressOf(shown))) detail.shouldSwap = false;
});

/* Rows that were drawn anew: the preview stays with its row, and goes with it. */
document.addEventListener("htmx:afterSwap", () => {
  if (!shown || shown.isConnected) return;
  const same = [...document.querySelectorAll(`${ROW} ${LINK}`)].find(({ href }) => href === shown.href);
  if (!same) return dismiss();
  shown = same;
  mark(same);
});
