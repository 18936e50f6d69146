/* When a region fetches itself: once it is seen, at most once a second, and never under a hand that types. */

const SECOND = 1000;
const LIVE = "[data-region][data-etag][hx-trigger*='from:body']";
const TYPING = "input:not([type=hidden]), textarea, select, [contenteditable], dialog[open] *";

const asked = new Map(); // by region, when it last did
const due = new Set(); // regions that have to, as soon as they may
let pump = 0;

const isInUse = (region) => region.contains(document.activeElement) && document.activeElement.matches(TYPING);

/** By what it holds: a region may have no box of its own. */
const isInSight = (region) => {
  const content = document.createRange();
  content.selectNodeContents(region);
  const { top, bottom } = content.getBoundingClientRect();
  return bottom >= 0 && top <= innerHeight;
};

const may = (region) =>
  performance.now() - (asked.get(region.id) ?? -SECOND) >= SECOND
  && isInSight(region) && !isInUse(region) && !document.hidden && !("hidden" in document.documentElement.dataset);

const ask = (region) => {
  const asks = window.htmx.ajax("get", region.getAttribute("hx-get"), { source: region, target: region, swap: "outerHTML" });
  asks.catch(() => {}); // failures.js says it
};

/** Asks for what may be asked for by now; comes back while something is left. */
const work = () => {
  for (const id of due) {
    const region = document.getElementById(id);
    if (!region?.matches(LIVE)) due.delete(id);
    else if (may(region)) ask(region);
  }
  if (due.size > 0) return;
  clearInterval(pump);
  pump = 0;
};

const later = (region) => {
  due.add(region.id);
  pump ||= setInterval(work, SECOND / 4);
};

document.addEventListener("htmx:beforeRequest", (event) => {
  const { elt, target, requestConfig: { verb } } = event.detail;
  if (verb !== "get" || elt !== target || !elt.matches(LIVE)) return;
  if (may(elt)) {
    asked.set(elt.id, performance.now());
    due.delete(elt.id);
  } else {
    event.preventDefault();
    later(elt);
  }
});

/** Something may have been missed: every region looks once, by the ETag of what it shows. */
document.body.addEventListener("live:gap", () => {
  document.querySelectorAll(LIVE).forEach(later);
  work();
});
