/* What every htmx request carries, and the mark that says whether the page is settled. */

const root = document.documentElement;
const pending = new Set();
const swapped = new WeakSet();

document.addEventListener("htmx:configRequest", ({ detail }) => {
  const isSafe = ["get", "head", "options"].includes(detail.verb);
  if (!isSafe) {
    detail.headers["X-CSRFToken"] = document.querySelector("meta[name=csrf-token]")?.content ?? "";
  }
  // Only a region that asks for itself may say what it already shows.
  const etag = detail.elt.dataset.etag;
  if (detail.verb === "get" && etag) detail.headers["If-None-Match"] = etag;
});

const begin = (xhr) => {
  pending.add(xhr);
  root.dataset.settled = "false";
};

const end = (xhr) => {
  pending.delete(xhr);
  if (pending.size === 0) root.dataset.settled = "true";
};

document.addEventListener("htmx:beforeSend", ({ detail: { xhr } }) => {
  begin(xhr);
  // loadend comes after load, error, timeout and abort alike, so nothing is counted for ever.
  xhr.addEventListener("loadend", () => {
    if (!swapped.has(xhr)) end(xhr);
    else setTimeout(end, 1000, xhr); // settling was interrupted: its event did not come
  });
});

document.addEventListener("htmx:afterSwap", ({ detail: { xhr } }) => xhr && swapped.add(xhr));
document.addEventListener("htmx:afterSettle", ({ detail: { xhr } }) => xhr && end(xhr));

/* What was saved and leads to another page is the last: what is sent again before that has come would lead there twice, and the
   second arrival would find nothing left to be said. Where a session ended one stays, and signs in over the page. */
let isLeaving = false;
const stay = () => { isLeaving = false; };
document.addEventListener("htmx:beforeOnLoad", ({ detail: { xhr } }) => {
  if (xhr.status !== 200 || !xhr.getResponseHeader("HX-Redirect")) return;
  isLeaving = true;
  setTimeout(stay, 10_000); // it never came
});
document.addEventListener("htmx:beforeRequest", (event) => {
  if (isLeaving && event.detail.requestConfig.verb !== "get") event.preventDefault();
});
addEventListener("pageshow", stay);
