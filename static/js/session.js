/* When the session ends, by the wall clock, in all tabs; what was hidden comes back when the server said whose session it is. */

const root = document.documentElement;
const place = document.getElementById("session");
const tabs = new BroadcastChannel("session");
const { person } = root.dataset;
const MINUTE = 60_000;
const TOKEN = "meta[name=csrf-token]";
const MACHINE = { Accept: "application/json" }; // gets a plain 401

let ends = 0; // milliseconds since 1970
let active = 0; // when the server last heard that the person did something
let asked = Date.now();
let turn = 0;
let isLeaving = false;

const isHidden = () => "hidden" in root.dataset;
const say = (what, detail) => document.dispatchEvent(new CustomEvent(`session:${what}`, { detail }));
const on = (what, listener) => document.addEventListener(what, listener);
const tell = (what) => tabs.postMessage({ what, person, ends });

const hide = () => {
  if (isHidden()) return;
  say("ended"); // a dialog opens: it remembers where the hand was
  root.dataset.hidden = "";
};

/** What an answer says of the seconds left. More than before: the person did something, and all tabs learn of it. */
const learn = (seconds) => {
  const before = ends;
  if (seconds) ends = Date.now() + seconds * 1000;
  if (ends - before < 5000) return;
  active = Date.now();
  tell("alive");
};

const over = () => {
  hide();
  if (isLeaving) return location.replace(place.dataset.left);
  if (root.dataset.hidden !== "over") tell("over");
  root.dataset.hidden = "over";
  say("over");
};

const show = (session) => {
  if (session.person !== person) {
    hide();
    return location.replace(place.dataset.home);
  }
  isLeaving = false;
  document.querySelector(TOKEN).content = session.token;
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = session.token;
  learn(session.endsIn);
  if (!isHidden()) return;
  delete root.dataset.hidden;
  say("shown");
};

const ask = async () => {
  asked = Date.now();
  const mine = ++turn;
  const answer = await fetch(place.dataset.ask, { headers: MACHINE, signal: AbortSignal.timeout(10_000) }).catch(() => null);
  if (mine !== turn) return; // somebody asked again
  if (answer?.ok) show(await answer.json());
  else if (answer?.status === 401) over();
  else if (isHidden()) say("over"); // nobody can tell: the door says why
};

const doubt = () => { hide(); ask(); };

const stay = () => {
  active = Date.now();
  const headers = { ...MACHINE, "X-CSRFToken": document.querySelector(TOKEN).content };
  fetch(place.dataset.stay, { method: "POST", headers }).then((answer) => {
    if (!answer.ok) return ask();
    learn(Number(answer.headers.get("Session-Ends-In")));
    say("stayed", ends - Date.now());
  }, () => say("unheard"));
};

const check = () => {
  if (isHidden()) return;
  const left = ends - Date.now();
  if (left <= 0) return doubt();
  say("left", Math.ceil(left / 1000));
  if (!document.hidden && Math.abs(Date.now() - asked) > MINUTE) ask(); // an administrator may have ended it
};

const hear = ({ data: { what, person: whose, ends: until } }) => {
  if (what === "alive" && whose === person && !isHidden()) ends = Math.max(ends, until);
  else if (what !== "over" || root.dataset.hidden !== "over") {
    isLeaving ||= what === "leaving";
    hide();
    setTimeout(ask, what === "leaving" ? 3000 : 0); // that tab is still about it
  }
};

const start = () => {
  learn(Number(root.dataset.endsIn));
  tabs.onmessage = hear;
  setInterval(check, 1000);
  addEventListener("focus", check);
  on("visibilitychange", check);
  addEventListener("pagehide", ({ persisted }) => persisted && hide()); // whoever comes back sees nothing at first
  addEventListener("pageshow", ({ persisted }) => persisted && doubt());
  on("submit", ({ target }) => {
    isLeaving = target.matches("[data-sign-out]");
    if (isLeaving) tell("leaving");
  });
  on("input", ({ isTrusted, target }) => {
    if (isTrusted && target.form && !isHidden() && Date.now() - active > MINUTE) stay(); // typing is being there
  });
  on("session:answered", ({ detail }) => learn(detail));
  on("session:doubted", doubt);
  on("session:stay", stay);
  on("signed-in", ask);
};

if (place) start();
else if (document.querySelector("[data-nobody]")) tell("over"); // the sign-in page
