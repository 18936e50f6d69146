/* The filter form stands outside the list: it follows the address, and the new count is read aloud. */

const FORM = "form[data-filters]";
const state = () => new URLSearchParams(location.search);

/* The order, the page size and a search live in the address: the form's own copies may be old. Empty fields are not sent. */
document.addEventListener("htmx:configRequest", ({ detail: { elt, parameters } }) => {
  if (!elt.matches(FORM)) return;
  for (const field of elt.querySelectorAll("input[type=hidden]")) delete parameters[field.name];
  for (const name of ["sort", "size", "found"]) {
    const value = state().get(name);
    if (value) parameters[name] = value;
  }
  for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
});

const follow = (form) => {
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field === document.activeElement) continue;
    const values = state().getAll(field.name);
    if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
    else field.value = values[0] ?? "";
  }
};

const announce = (within) => {
  const announcer = document.getElementById("announcer");
  const words = (within.matches("[data-announce]") ? within : within.querySelector("[data-announce]"))?.textContent.trim();
  if (announcer && words && announcer.textContent !== words) announcer.textContent = words;
};

document.addEventListener("htmx:afterSettle", ({ target }) => {
  document.querySelectorAll(FORM).forEach(follow);
  announce(target);
});

// The button of the form closes its panel; what it asked for shows behind it.
document.addEventListener("submit", ({ target }) => {
  if (target.matches(FORM)) target.closest("details")?.removeAttribute("open");
});
