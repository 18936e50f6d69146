/* Says that something takes long: the pressed button at once, its region after a second. */

const waits = new WeakMap();

/** The part of the page that the answer will replace. */
const regionOf = (target) => target?.closest?.("[data-region]") ?? target;

const press = (button) => {
  if (!button?.dataset.busy || button.getAttribute("aria-disabled") === "true") return null;
  const words = [...button.childNodes];
  const wait = setTimeout(() => button.replaceChildren(button.dataset.busy), 100);
  button.setAttribute("aria-disabled", "true");
  return () => {
    clearTimeout(wait);
    button.replaceChildren(...words);
    button.removeAttribute("aria-disabled");
  };
};

document.addEventListener("htmx:beforeSend", ({ detail: { xhr, target, requestConfig } }) => {
  const region = regionOf(target);
  const slow = setTimeout(() => region?.setAttribute("aria-busy", "true"), 1000);
  const release = press(requestConfig.triggeringEvent?.submitter);
  xhr.addEventListener("loadend", () => {
    clearTimeout(slow);
    region?.removeAttribute("aria-busy");
    release?.();
  });
});

// A plain form: a second press sends nothing, and coming back finds the button as it was.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]")) return;
  if (waits.has(form)) return event.preventDefault();
  waits.set(form, press(event.submitter));
  setTimeout(free, 10_000, form); // the answer was a file, or never came
});

const free = (form) => {
  waits.get(form)?.();
  waits.delete(form);
};

addEventListener("pageshow", () => [...document.forms].forEach(free));
