/* A region that fetched itself changes only where it is another than before: what is equal keeps its node, and with it focus,
   selection, scroll and open details. What changed glows once, and is told to those who listen. */

const ROW = "tr, li, dl > div, [data-row]";
const OWN = new Set(["open", "role", "tabindex", "aria-expanded", "aria-busy", "data-ready", "data-previewed", "data-changed"]); // set here, not by the server
const GLOWS = 2000;

const isBlank = (node) => node.nodeType === Node.COMMENT_NODE || (node.nodeType === Node.TEXT_NODE && !node.data.trim());
const keyOf = (node) => node.id || node.dataset?.key || "";

/** The words of an element, without ages, which count on by themselves. */
const wordsOf = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.data.trim();
  if (node.matches?.(".ago")) return "";
  return [...node.childNodes].map(wordsOf).join(" ");
};

const isAlike = (one, other) => one.nodeName === other.nodeName && keyOf(one) === keyOf(other);
const isSame = (one, other) => isAlike(one, other) && (keyOf(one) !== "" || wordsOf(one) === wordsOf(other));

const takeAttributes = (old, fresh) => {
  for (const { name } of [...old.attributes]) if (!OWN.has(name) && !fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (!OWN.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
};

const morph = (old, fresh, changed) => {
  takeAttributes(old, fresh);
  const [olds, news] = [old, fresh].map(({ childNodes }) => [...childNodes].filter((node) => !isBlank(node)));
  if ([...olds, ...news].some((node) => node.nodeType === Node.TEXT_NODE)) return morphWords(old, fresh, olds, news, changed);
  let from = 0;
  let gap = []; // of the fresh ones, those that no old one is the same as
  const close = (until) => {
    const left = olds.slice(from, until);
    for (const child of gap) {
      const at = left.findIndex((one) => isAlike(one, child));
      for (const gone of left.splice(0, Math.max(at, 0))) gone.remove();
      if (at >= 0) morph(left.shift(), child, changed);
      else {
        old.insertBefore(child, left[0] ?? olds[until] ?? null);
        changed.add(child);
      }
    }
    for (const gone of left) gone.remove();
    gap = [];
  };
  for (const child of news) {
    const at = olds.findIndex((one, index) => index >= from && isSame(one, child));
    if (at < 0) { gap.push(child); continue; }
    close(at);
    if (!isOfAnother(child)) morph(olds[at], child, changed);
    from = at + 1;
  }
  close(olds.length);
};
/** A region within fetches itself, and what is kept is brought by another answer. */
const isOfAnother = ({ dataset }) => "region" in dataset || "kept" in dataset;
/** Words with elements among them: each in its place, or all of them anew. */
const morphWords = (old, fresh, olds, news, changed) => {
  if (wordsOf(old) !== wordsOf(fresh)) changed.add(old);
  const fits = olds.length === news.length && olds.every((one, at) => isAlike(one, news[at]));
  if (!fits) return old.replaceChildren(...fresh.childNodes);
  olds.forEach((one, at) => {
    if (one.nodeType !== Node.TEXT_NODE) morph(one, news[at], changed);
    else if (one.data !== news[at].data) one.data = news[at].data;
  });
};

/** Where the hand was, if what it held is no longer there: the same link, or as far down as before. */
const handIn = (region) => {
  const held = document.activeElement;
  if (!region.contains(held)) return () => {};
  const stops = () => [...region.querySelectorAll("a[href], button, summary, [tabindex]")];
  const [at, href] = [stops().indexOf(held), held.getAttribute("href")];
  return () => {
    if (held.isConnected) return;
    (stops().find((stop) => href && stop.getAttribute("href") === href) ?? stops()[Math.min(at, stops().length - 1)])?.focus({ preventScroll: true });
  };
};

const glow = (changed) => {
  for (const row of new Set([...changed].map((element) => element.closest(ROW) ?? element))) {
    row.dataset.changed = "";
    setTimeout(() => delete row.dataset.changed, GLOWS);
  }
};

const told = new Set(); // what changed together is said in one sentence
const say = () => {
  const announcer = document.getElementById("announcer");
  announcer.textContent = announcer.dataset.words.replace("{what}", [...told].join(", "));
  told.clear();
};
const tell = (region) => {
  const title = document.getElementById(region.getAttribute("aria-labelledby"))?.textContent ?? region.getAttribute("aria-label");
  if (!title) return;
  if (told.size === 0) setTimeout(say, 500);
  told.add(title);
};

window.htmx.defineExtension("morph", {
  handleSwap: (style, target, fragment) => {
    const fresh = fragment.firstElementChild;
    if (style !== "morph" || !fresh) return false;
    const changed = new Set();
    target.dispatchEvent(new CustomEvent("region:fetched", { bubbles: true, detail: { fresh } }));
    const hand = handIn(target);
    morph(target, fresh, changed);
    hand();
    glow(changed);
    if (changed.size > 0) tell(target);
    return [target];
  },
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { requestConfig, target } = detail;
  const fetchesItself = requestConfig.verb === "get" && requestConfig.elt === target && target.matches("[data-region]");
  if (fetchesItself && target.isConnected) detail.swapOverride = "morph";
});
