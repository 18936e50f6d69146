/* Type-ahead by the combobox pattern of ARIA: htmx brings the options, this chooses among them.
   A box in the form of a search offers something while it is empty too, and what is chosen is opened at once. */

const BOX = "[data-combobox]";
const of = (box) => box.closest(".combobox");
const panel = (box) => of(box).querySelector("[data-options]");
const code = (box) => of(box).querySelector("[data-code]");
const options = (box) => [...panel(box).querySelectorAll("[role=option]")];
const marked = (box) => panel(box).querySelector("[aria-selected=true]");
const isSearch = (box) => box.matches("[data-search]");
const asks = (box) => isSearch(box) || box.value.trim() !== "";
const isOpen = (box) => box.getAttribute("aria-expanded") === "true";

const say = (words) => {
  const announcer = document.getElementById("announcer");
  if (announcer) announcer.textContent = words ?? "";
};

const mark = (box, option) => {
  marked(box)?.setAttribute("aria-selected", "false");
  if (!option) return box.removeAttribute("aria-activedescendant");
  option.setAttribute("aria-selected", "true");
  box.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
};

const close = (box) => {
  mark(box, null);
  panel(box).hidden = true;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-controls");
};

const open = (box) => {
  const list = panel(box).querySelector("[role=listbox]");
  close(box);
  panel(box).hidden = panel(box).textContent.trim() === ""; // "nothing matches" is shown as well
  if (!list) return;
  list.id = `${box.id}_list`;
  options(box).forEach((option, place) => { option.id = `${list.id}_${place}`; });
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "true");
};

const pick = (box, { dataset: { display, key } }) => {
  box.value = display;
  code(box).value = key;
  close(box);
  if (isSearch(box)) return box.form.requestSubmit();
  say(display);
  box.dispatchEvent(new Event("change", { bubbles: true }));
};

/** What a key does to an open list: the option that it marks. */
const MOVES = {
  ArrowDown: (all, at) => all[(at + 1) % all.length],
  ArrowUp: (all, at) => all.at(at <= 0 ? -1 : at - 1),
  Home: (all) => all[0],
  End: (all) => all.at(-1),
};

/** Whether the key was for the list. */
const keys = (box, { key }) => {
  const all = options(box);
  if (key === "Tab") return close(box), false; // or the hand lands in a list that scrolls
  if (key === "Escape" && !panel(box).hidden) return close(box), true;
  if (key.startsWith("Arrow") && MOVES[key] && all.length && asks(box) && !isOpen(box)) open(box);
  if (!isOpen(box)) return false;
  if (key === "Enter" && marked(box)) return pick(box, marked(box)), true;
  if (!MOVES[key] || !(key.startsWith("Arrow") || marked(box))) return false; // Home and End may be about the words
  return mark(box, MOVES[key](all, all.indexOf(marked(box)))), true;
};

document.addEventListener("keydown", (event) => {
  const isPlain = !event.isComposing && !event.altKey && !event.ctrlKey && !event.metaKey;
  if (isPlain && event.target.matches?.(BOX) && keys(event.target, event)) {
    event.preventDefault();
    event.stopPropagation();
  }
}, true);

document.addEventListener("input", ({ target }) => {
  if (!target.matches?.(BOX)) return;
  code(target).value = "";
  if (!target.value.trim()) close(target);
});

// The answer to words that were changed, chosen or left since is of no use.
document.addEventListener("htmx:afterSwap", ({ detail: { requestConfig } }) => {
  const box = requestConfig?.elt;
  if (!box?.matches?.(BOX)) return;
  if (document.activeElement !== box || code(box).value || !asks(box)) return close(box);
  open(box);
  say(panel(box).querySelector("[data-count]")?.dataset.count);
});

// A list that does not answer is no failed save: the words stay and are matched when the form is sent.
for (const fault of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(fault, (event) => {
    if (!event.target.matches?.(BOX)) return;
    event.stopPropagation();
    panel(event.target).replaceChildren();
    close(event.target);
    say(panel(event.target).dataset.failed);
  }, true);
}

// Pressing an option must not take the focus out of the box.
document.addEventListener("pointerdown", (event) => {
  if (event.target.closest?.("[data-options]")) event.preventDefault();
});
document.addEventListener("click", ({ target }) => {
  const option = target.closest?.("[data-options] [role=option]");
  if (option) pick(of(option).querySelector(BOX), option);
});
document.addEventListener("focusout", ({ target }) => target.matches?.(BOX) && close(target));
