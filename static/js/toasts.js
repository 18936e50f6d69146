/* Toasts leave after eight seconds unless somebody looks at them; what warns stays until it is dismissed. */

const STAY = 8000;

const leave = (toast) => {
  const isWatched = toast.matches(":hover, :focus-within");
  if (isWatched) setTimeout(leave, STAY, toast);
  else toast.remove();
};

const start = (within) => {
  for (const toast of within.querySelectorAll("[data-toast]:not([data-started])")) {
    toast.dataset.started = "";
    if (["success", "info"].includes(toast.dataset.kind)) setTimeout(leave, STAY, toast);
  }
};

const stack = document.getElementById("toasts");
if (stack) {
  start(stack);
  new MutationObserver(() => start(stack)).observe(stack, { childList: true });
}

document.addEventListener("click", ({ target }) => {
  target.closest("[data-dismiss]")?.closest("[data-toast]")?.remove();
});
