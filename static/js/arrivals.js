/* A list that somebody reads does not jump: rows change where they stand, and new ones wait until they are asked for. */

const LINK = ":is(td, th):first-child a[href]";

const rowsOf = (region) => new Map([...region.querySelectorAll("tbody tr")].map((row) => [row.querySelector(LINK)?.getAttribute("href"), row]));

const wordsFor = (number, { one, many, other }) => (number === 0 ? other : (number === 1 ? one : many).replace("{number}", number));

const template = document.getElementById("arrivals"); // on the pages whose rows wait
const noticeFor = (number) => {
  const button = template.content.firstElementChild.cloneNode(true);
  button.textContent = wordsFor(number, template.dataset);
  return button;
};

/** What was fetched is put into the order of what is shown, before the one becomes the other. */
document.addEventListener("region:fetched", ({ target: region, detail: { fresh } }) => {
  const head = fresh.querySelector(".listing__head");
  if (!template || !head) return;
  const [shown, come] = [rowsOf(region), rowsOf(fresh)];
  const order = [...come.keys()];
  if (shown.size === 0 || come.size === 0 || order.join() === [...shown.keys()].join()) return;
  const last = order.findLastIndex((link) => shown.has(link));
  const arrived = order.filter((link, at) => !shown.has(link) && at < last); // below the last one, others only moved up
  fresh.querySelector("tbody").replaceChildren(...[...shown].map(([link, row]) => come.get(link) ?? row.cloneNode(true)));
  head.append(noticeFor(arrived.length));
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-arrivals]");
  if (!button) return;
  const region = button.closest("[data-region]");
  const before = rowsOf(region);
  const asked = window.htmx.ajax("get", region.getAttribute("hx-get"), { source: button, target: region, swap: "outerHTML" });
  asked.then(() => {
    const rows = rowsOf(document.getElementById(region.id));
    const [, row] = [...rows].find(([link]) => !before.has(link)) ?? [...rows][0] ?? [];
    row?.querySelector(LINK)?.focus();
  }, () => {}); // failures.js says it
});
