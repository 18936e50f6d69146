/* Nothing stays in the browser's storage: htmx notes the address of the page there, which names a patient by id. */

const NOTE = "htmx-current-path-for-history";
const forget = () => sessionStorage.removeItem(NOTE);

forget();
for (const moment of ["htmx:pushedIntoHistory", "htmx:replacedInHistory", "htmx:historyRestore", "htmx:historyCacheMiss"]) {
  document.addEventListener(moment, forget);
}
addEventListener("pagehide", forget);
