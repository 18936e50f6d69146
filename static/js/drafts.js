/* No typed word is lost: what stands in a form is kept on the server while it is typed, and the form says so. */
import { bodyOf, contentOf } from "./typed.js";

const SOON = 2000; // after the last key
const OFTEN = 4000; // while typing goes on
const PATIENCE = 7000; // a silent line is noticed within OFTEN and this
export const AT_ONCE = 60_000; // bytes that may be sent while a page is left, of 64 KB

/** By the key of the form: `since` when something is not kept, `sending` what is under way, `kept` what the server has. */
export const drafts = new Map();

const draftOf = (form) => {
  const key = form.elements.form_key?.value;
  if (!key) return null;
  if (!drafts.has(key)) drafts.set(key, { key, sequence: 0, base: 0, kept: {}, since: 0, timer: 0, sending: null, failed: "" });
  return Object.assign(drafts.get(key), { form });
};
export const next = (draft) => (draft.sequence = Math.max(Date.now(), draft.sequence + 1));

const say = ({ form }, words, failed = "") => {
  const place = form.querySelector("[data-draft-state]");
  if (!place || !words) return;
  place.toggleAttribute("data-failed", failed !== "");
  place.textContent = words;
  if (failed) document.getElementById("announcer").textContent = words;
};

const fail = (draft, why) => {
  draft.since ||= Date.now();
  if (draft.failed !== why) say(draft, draft.form.querySelector("[data-draft-state]")?.dataset[why], why);
  draft.failed = why;
  clearTimeout(draft.timer);
  if (why === "ended") document.dispatchEvent(new CustomEvent("session:doubted"));
  else if (why !== "refused") draft.timer = setTimeout(send, OFTEN, draft);
};

const take = async (draft, sequence, content, answer) => {
  document.dispatchEvent(new CustomEvent("session:answered", { detail: Number(answer.headers.get("Session-Ends-In")) }));
  if (answer.ok) {
    const { said, sequence: newer } = await answer.json();
    if (newer === undefined) {
      Object.assign(draft, { base: sequence, kept: content, failed: "" });
      return say(draft, said || " ");
    }
    Object.assign(draft, { base: 0, kept: {}, sequence: Math.max(draft.sequence, newer) }); // another state is kept there
    if (!draft.isSaving) draft.since ||= Date.now(); // everything is sent anew
  } else if (answer.status >= 500) fail(draft, "server");
  else fail(draft, answer.status === 401 || draft.failed !== "ended" ? "ended" : "refused"); // a session that ended under way may be 400 or 403
};

/** Sends what is not kept yet; one at a time, what is typed meanwhile goes next. */
export const send = async (draft) => {
  clearTimeout(draft.timer);
  if (draft.sending || !draft.since || drafts.get(draft.key) !== draft) return draft.sending;
  draft.since = 0;
  const [content, sequence] = [contentOf(draft.form), next(draft)];
  const { body, size } = bodyOf(draft, content, sequence);
  const request = { method: "POST", body, headers: { Accept: "application/json" }, keepalive: size < AT_ONCE, redirect: "error" };
  draft.sending = fetch(draft.form.action, { ...request, signal: AbortSignal.timeout(PATIENCE) })
    .then((answer) => take(draft, sequence, content, answer), ({ name }) => fail(draft, name === "TimeoutError" ? "server" : "offline"))
    .finally(() => {
      draft.sending = null;
      if (draft.since && !draft.failed) plan(draft);
    });
  return draft.sending;
};

const plan = (draft) => {
  clearTimeout(draft.timer);
  const left = draft.since + OFTEN - Date.now();
  draft.timer = setTimeout(send, Math.max(0, Math.min(SOON, left)), draft);
};

const flush = () => drafts.forEach(send);

const typed = ({ target, inputType }) => {
  const form = target.form?.matches?.("[data-form]") ? target.form : null;
  const draft = form && target.type !== "password" && draftOf(form);
  if (!draft) return;
  draft.since ||= Date.now();
  if (draft.failed !== "refused" && draft.failed) return; // it is being tried again
  draft.failed = "";
  if (!navigator.onLine) return fail(draft, "offline");
  if (inputType === "insertFromPaste") send(draft); // it may be more than can be sent at the last moment
  else plan(draft);
};

document.addEventListener("input", typed);
document.addEventListener("change", typed);
document.addEventListener("focusout", flush);
document.addEventListener("visibilitychange", () => document.hidden && flush());
document.addEventListener("session:shown", flush);
addEventListener("online", flush);
addEventListener("offline", () => drafts.forEach((draft) => draft.since && fail(draft, "offline")));
document.addEventListener("htmx:beforeRequest", ({ detail }) => "cancel" in detail.elt.dataset && flush());

/* A save carries the number of what it saves: no late state comes back after it. Refused, it is typed text again. */
document.addEventListener("htmx:configRequest", ({ detail: { elt, verb, parameters } }) => {
  const draft = verb === "post" && elt.matches("form[data-form]") && draftOf(elt);
  if (!draft) return;
  clearTimeout(draft.timer);
  draft.since = 0;
  draft.isSaving = true;
  parameters.form_sequence = next(draft);
});
document.addEventListener("htmx:afterRequest", ({ detail: { elt, xhr, requestConfig } }) => {
  if (requestConfig.verb !== "post" || !elt.matches("form[data-form]")) return;
  const key = elt.elements.form_key.value;
  const isSaved = xhr.status >= 200 && xhr.status < 300;
  if (isSaved && xhr.getResponseHeader("HX-Redirect")) return drafts.delete(key); // the page goes on to what was saved
  const isOfIt = ({ action, elements }) => action === elt.action && (!isSaved || elements.form_key.value === key);
  const form = [...document.querySelectorAll("form[data-form]")].find(isOfIt);
  if (!form) return drafts.delete(key);
  draftOf(form).isSaving = false;
  typed({ target: form.elements.form_key });
  flush();
});
