/* One stream while the page is seen: it names what changed, and regions fetch themselves. Without it they ask once a minute. */

const root = document.documentElement;
const place = document.querySelector("[data-live]");
const MINUTE = 60_000;
const LONGEST = 30_000;
const SILENT = 40_000; // the server beats every 15 s
const SEATS = 4; // a browser opens six connections to a server, for all its windows together: pages need the others

let stream = null;
let leave = null; // gives back the seat of the stream
let tries = 0;
let again = 0; // the timer of the next try
let silence = 0; // the timer of a line that says nothing
let lostAt = null; // since when what is shown may be old
let wasClosed = false; // so that the next beginning has something to make up for

const say = (name) => document.body.dispatchEvent(new CustomEvent(name, { detail: { isLive: true } }));
const isSeen = () => !document.hidden && !("hidden" in root.dataset);

/** Says in the frame that the page is current, or since when it may be old. */
const show = (at) => {
  lostAt = at;
  const { lostWords, liveWords, zone: timeZone } = place.dataset;
  const clock = new Intl.DateTimeFormat(root.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone });
  const words = at ? lostWords.replace("{time}", clock.format(at)) : liveWords;
  place.dataset.state = at ? "late" : "live";
  if (place.textContent !== words) place.firstElementChild.textContent = words;
};

/** What was missed is looked for; not by every screen of the house in the same moment. */
const makeUp = (within) => setTimeout(say, Math.random() * within, "live:gap");

/** A seat among the streams of this browser, as the function that gives it back; none where all are taken. */
const seat = () => new Promise((given) => {
  if (!navigator.locks) return given(() => {}); // plain http, elsewhere than on one's own machine
  const ask = (number) => number > SEATS ? given(null) : navigator.locks.request(`live-${number}`, { ifAvailable: true },
    (lock) => (lock ? new Promise((free) => { given(free); }) : void ask(number + 1)));
  ask(1);
});

const close = () => {
  clearTimeout(again);
  clearTimeout(silence);
  stream?.close();
  leave?.();
  stream = leave = null;
  wasClosed = true;
};

const lose = () => {
  close();
  if (!lostAt) show(new Date());
  const wait = Math.min(LONGEST, 1000 * 2 ** tries++);
  again = setTimeout(open, wait * (0.5 + Math.random() / 2));
};

const hear = () => {
  clearTimeout(silence);
  silence = setTimeout(lose, SILENT);
};

const open = async () => {
  clearTimeout(again);
  const mine = await seat();
  if (!mine) return lose();
  if (leave || !isSeen()) return mine();
  leave = mine;
  stream = new EventSource(place.dataset.stream);
  stream.onerror = lose;
  stream.onopen = () => {
    tries = 0;
    if (lostAt || wasClosed) makeUp(lostAt ? 1500 : 0);
    wasClosed = false;
    hear();
    show(null);
    say("live:open");
  };
  stream.onmessage = ({ data }) => { hear(); say(data); };
  stream.addEventListener("heartbeat", hear);
  stream.addEventListener("gap", () => makeUp(1500));
  stream.addEventListener("deaf", () => lostAt || show(new Date()));
  stream.addEventListener("hears", () => { show(null); makeUp(1500); });
  stream.addEventListener("restarting", lose);
  stream.addEventListener("revoked", () => { close(); location.reload(); });
  stream.addEventListener("session-ended", () => {
    close();
    document.dispatchEvent(new CustomEvent("session:doubted"));
  });
};

const turn = () => (isSeen() ? open() : close());

if (place) {
  open();
  document.addEventListener("visibilitychange", turn);
  document.addEventListener("session:ended", close);
  document.addEventListener("session:shown", turn);
  addEventListener("offline", lose);
  addEventListener("online", turn);
  addEventListener("pagehide", close);
  addEventListener("pageshow", ({ persisted }) => persisted && turn());
  setInterval(() => lostAt && isSeen() && say("live:gap"), MINUTE);
}
