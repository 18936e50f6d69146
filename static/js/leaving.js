/* A page that is left takes along what is not kept yet; where that cannot be, it asks first. */
import { AT_ONCE, drafts, next, send } from "./drafts.js";
import { bodyOf, contentOf } from "./typed.js";

const PATIENCE = 2000;

const all = () => [...drafts.values()];
const isOpen = ({ since, sending }) => since || sending;
const lastOf = (draft) => bodyOf(draft, contentOf(draft.form), next(draft));

/** Goes along without an answer. */
const leave = () => {
  if ("hidden" in document.documentElement.dataset) return; // nobody is signed in, or somebody else
  for (const draft of all().filter(isOpen)) {
    const { body, size } = lastOf(draft);
    if (size < AT_ONCE) navigator.sendBeacon(draft.form.action, body);
  }
};

const isInDanger = (draft) => draft.since && (draft.failed || !navigator.onLine || lastOf(draft).size >= AT_ONCE);

const keep = async (draft) => {
  await draft.sending;
  await send(draft);
};

addEventListener("pagehide", leave);
addEventListener("beforeunload", (event) => all().some(isInDanger) && event.preventDefault());

/** Nothing can be kept once nobody is signed in, so signing out waits for it. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-sign-out]") || !all().some(isOpen)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const late = new Promise((over) => { setTimeout(over, PATIENCE); });
  Promise.race([Promise.all(all().map(keep)), late]).then(() => {
    drafts.clear();
    form.requestSubmit();
  });
}, true);
