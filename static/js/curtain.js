/* What one sees of a session's end: its last minute, then the sign-in over a hidden page, whose requests wait. */

const warning = document.getElementById("session-warning");
const curtain = document.getElementById("session");
const door = document.getElementById("session-door");
const LAST = 60;

let words = "left";
let isRead = false; // that the end cannot be put off
let field, selection;
let waiting = new Map();

const isHidden = () => "hidden" in document.documentElement.dataset;
const say = (what, detail) => document.dispatchEvent(new CustomEvent(`session:${what}`, { detail }));
const on = (what, listener) => document.addEventListener(what, listener);

const count = (seconds) => {
  const sentence = warning.dataset[words].replace("{seconds}", seconds);
  const [shown, aloud] = warning.querySelectorAll("p");
  shown.textContent = sentence;
  if ([30, 10].includes(seconds)) aloud.textContent = sentence;
};

const warn = ({ detail: seconds }) => {
  if (seconds > LAST) {
    [isRead, words] = [false, "left"];
    warning.close();
  } else if (!isRead) {
    if (!warning.open) warning.showModal();
    count(seconds);
  }
};

const press = (event) => {
  event.preventDefault();
  isRead = words === "final";
  if (isRead) warning.close();
  else say("stay");
};

const keep = (event) => {
  event.preventDefault();
  waiting.set(event.detail.elt, event.detail);
};

/** An answer that would lead the page to the sign-in leads the sign-in to the page. */
const meet = (event) => {
  const { xhr, elt } = event.detail;
  const isAtDoor = door.contains(elt);
  if (isAtDoor && [401, 403].includes(xhr.status)) {
    event.preventDefault();
    door.replaceChildren(); // its token is worthless: somebody signed in, perhaps
  } else if (xhr.getResponseHeader("HX-Redirect")?.startsWith(curtain.dataset.door)) keep(event);
  else return isAtDoor || say("answered", Number(xhr.getResponseHeader("Session-Ends-In")));
  say("doubted");
};

const start = () => {
  const button = warning.querySelector("button");
  button.addEventListener("click", press);
  warning.addEventListener("cancel", press);
  on("session:left", warn);
  on("session:unheard", () => { words = "unheard"; });
  on("session:stayed", ({ detail: left }) => {
    if (left > LAST * 1000) warning.close();
    else [words, button.textContent] = ["final", button.dataset.final];
  });

  on("session:ended", () => {
    warning.close();
    field = document.activeElement; // the dialog gives it the focus back, but not its selection
    selection = [field.selectionStart, field.selectionEnd, field.selectionDirection];
    curtain.showModal();
  });
  on("session:over", () => door.querySelector("form") ?? window.htmx.trigger(door, "session-over"));
  on("session:shown", () => {
    door.replaceChildren();
    curtain.close();
    if (selection[2]) field.setSelectionRange(...selection);
    const missed = waiting.values();
    waiting = new Map();
    for (const request of missed) if (document.contains(request.elt)) say("missed", request);
  });
  curtain.addEventListener("cancel", (event) => event.preventDefault());
  curtain.addEventListener("close", () => isHidden() && curtain.showModal()); // the second Esc
  door.addEventListener("htmx:afterSettle", () => {
    const name = door.querySelector("[name=login]");
    if (!name || name.value) return;
    name.value = curtain.dataset.name;
    door.querySelector("[name=password]").focus();
  });
  on("htmx:beforeRequest", (event) => isHidden() && !door.contains(event.detail.elt) && keep(event));
  on("htmx:beforeOnLoad", meet);
};

if (curtain) start();
