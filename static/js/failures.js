/* A request that failed says so where it failed: the content stays, and one button tries again. */

const retries = new WeakMap();
let leaving = false;

addEventListener("pagehide", () => { leaving = true; });
addEventListener("pageshow", () => { leaving = false; });

/** Where the words go: the form for a save, else the region that was to be replaced. */
const placeOf = ({ elt, target, requestConfig }) => {
  const isSave = requestConfig.verb !== "get";
  const form = isSave ? elt.closest("form") : null;
  return form ?? target?.closest?.("[data-region]") ?? (document.contains(target) ? target : document.getElementById("work"));
};

const again = ({ elt, target, requestConfig: { verb, path, triggeringEvent } }) => {
  if (!document.contains(elt)) location.reload();
  else if (elt.matches("form") && triggeringEvent?.type === "submit") {
    const { submitter } = triggeringEvent;
    elt.requestSubmit(submitter?.isConnected ? submitter : undefined);
  } else window.htmx.ajax(verb, path, { source: elt, target, event: triggeringEvent });
};

const wordsFor = (detail, { dataset }) => {
  const status = detail.xhr?.status ?? 0;
  if (detail.isMissed) return { title: dataset.missed, why: dataset.whyMissed };
  const title = detail.requestConfig.verb === "get" ? dataset.load : detail.elt.dataset.failed ?? dataset.save;
  if (status === 403) return { title: dataset.refused, why: dataset.whyRefused, final: true };
  if (status === 404 || status === 410) return { title: dataset.gone, why: dataset.whyGone, final: true };
  if (detail.isSlow) return { title, why: dataset.slow };
  return { title, why: status === 0 ? dataset.offline : dataset.server };
};

const show = (detail) => {
  const template = document.getElementById("failure");
  if (leaving || !template || "check" in detail.elt.dataset) return; // a field that cannot be checked now is checked when it is saved
  const place = placeOf(detail);
  clear(place);
  const banner = template.content.firstElementChild.cloneNode(true);
  const { title, why, final } = wordsFor(detail, template);
  banner.querySelector(".message__title").textContent = title;
  banner.querySelector("p").textContent = why;
  if (final) banner.querySelector(".message__actions").remove();
  retries.set(banner, detail);
  place.prepend(banner);
  banner.scrollIntoView({ block: "nearest" });
};

const clear = (place) => place?.querySelectorAll(":scope > [data-failure]").forEach((banner) => banner.remove());

document.addEventListener("htmx:responseError", ({ detail }) => show(detail));
document.addEventListener("htmx:sendError", ({ detail }) => show(detail));
document.addEventListener("htmx:timeout", ({ detail }) => show({ ...detail, isSlow: true }));

/** What was asked while nobody was signed in is read by itself afterwards, and saved when the person says so; a field just asks anew. */
document.addEventListener("session:missed", ({ detail }) => {
  if (detail.requestConfig.verb === "get") again(detail);
  else if (detail.elt.matches("form")) show({ ...detail, isMissed: true });
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && !("check" in detail.elt.dataset)) clear(placeOf(detail)); // a field that was checked saved nothing
});

document.addEventListener("click", ({ target }) => {
  const banner = target.closest("[data-retry]")?.closest("[data-failure]");
  if (banner) again(retries.get(banner));
});

/** Answers that need mending: the summary takes the focus, unless the form says itself where the cursor belongs. */
const focusSummary = (within) => {
  if (!within.querySelector?.("[data-form] [autofocus], [data-form][autofocus]")) within.querySelector?.("[data-error-summary]")?.focus();
};
document.addEventListener("htmx:afterSettle", ({ detail: { xhr, elt } }) => {
  if ([409, 422].includes(xhr?.status)) focusSummary(elt.closest("form") ?? elt);
});
focusSummary(document);
