/* Tells the colleagues in the same chart which form is open here: a hint, never a lock. */

let told = "";

const tell = (edited = document.querySelector("form [data-edits]")?.dataset.edits ?? "") => {
  const place = document.querySelector("[data-presence]");
  if (!place || edited === told) return;
  told = edited;
  const headers = { "X-CSRFToken": document.querySelector("meta[name=csrf-token]").content, Accept: "application/json" };
  fetch(place.dataset.presence, { method: "POST", headers, body: new URLSearchParams({ edited }), keepalive: true }).catch(() => {}); // only a hint
};

document.addEventListener("htmx:afterSettle", () => tell());
addEventListener("pagehide", () => tell("")); // another tab of this chart may stay open
document.body.addEventListener("live:open", () => {
  told = ""; // what the last stream knew went with it
  tell();
});
