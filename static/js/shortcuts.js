/* Single keys: "/" search, "?" help, "g" and a letter for a place or a part of a chart, Alt and a digit, or "n" for something new, for what says so. Silent while one types or when off. */

let waitsForPlace = 0;

const isTyping = ({ target }) => target.closest?.("input, textarea, select, [contenteditable]") !== null;
const isOff = () => document.documentElement.dataset.shortcuts === "off";

const openHelp = () => {
  const sheet = document.getElementById("help-sheet");
  if (!sheet?.showModal || sheet.open) return false;
  sheet.showModal(); // Esc closes it and gives the focus back, by the browser itself
  return true;
};

const goTo = (key) => {
  const place = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  place?.click();
  return place !== null;
};

/** A button that says its own key, such as the first of who may be the same; also while one types. */
const press = (keys) => {
  const button = document.querySelector(`[aria-keyshortcuts="${CSS.escape(keys)}"]`);
  button?.click();
  return button !== null;
};

const focusSearch = () => {
  const box = document.querySelector("[data-search]");
  box?.focus();
  box?.select();
  return Boolean(box);
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches?.("[data-search]")) event.target.blur();
  if (event.altKey && press(`Alt+${event.code.replace("Digit", "")}`)) return event.preventDefault();
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (isOff() || isTyping(event) || document.querySelector("dialog[open]")) return;

  const { key } = event;
  let done = false;
  if (event.timeStamp - waitsForPlace < 1500 && /^[a-z]$/i.test(key)) {
    done = goTo(key.toLowerCase());
    waitsForPlace = -Infinity;
  } else if (key === "g") waitsForPlace = event.timeStamp;
  else if (key === "/") done = focusSearch();
  else if (key === "?") done = openHelp();
  else if (key === "n") done = press(key);
  if (done) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-help]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  link.closest("details")?.removeAttribute("open");
  if (openHelp()) event.preventDefault();
});

// A press beside the sheet closes it.
document.addEventListener("click", ({ target }) => {
  if (target.matches("dialog[open]") && target.id === "help-sheet") target.close();
});

waitsForPlace = -Infinity;
