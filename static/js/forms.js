/* Forms in the place of a region: Esc cancels, the focus comes back to what opened them, a checked field says how it is. */

const isOpen = (input) => input.getAttribute?.("aria-expanded") === "true";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || isOpen(event.target)) return;
  const cancel = event.target.closest?.("[data-form]")?.querySelector("[data-cancel][hx-get]");
  if (!cancel) return;
  cancel.click();
  event.preventDefault();
});

const isNowhere = () => document.activeElement === null || document.activeElement === document.body;

let openedAt = "";

/* The link that opened the form has the form's address; where it is gone, the first of the region will do. */
document.addEventListener("htmx:afterSettle", ({ detail: { elt } }) => {
  if (elt.matches?.("[data-form]")) openedAt = elt.getAttribute("action");
  const first = elt.matches?.("[data-region]:not([data-form])") && elt.querySelector("[data-opens]");
  const opener = first && (elt.querySelector(`[hx-get="${CSS.escape(openedAt)}"]`) ?? first);
  if (opener && isNowhere()) opener.focus();
});

/** What was said of a field by itself: it is marked as wrong, or no longer. */
document.addEventListener("htmx:afterSwap", ({ detail: { requestConfig, target } }) => {
  const field = requestConfig?.elt;
  if (!field || !("check" in field.dataset)) return;
  field.setAttribute("aria-invalid", String(target.querySelector(".field__error") !== null));
});
