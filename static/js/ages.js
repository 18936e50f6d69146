/* Ages count on: "25 min" beside a value stays true while the page stands open, and so does "in 35 min" until it is overdue. */

const UNITS = [[3600, 60, "min"], [172800, 3600, "h"], [31622400, 86400, "d"]];

const { dataset: words } = document.documentElement;
const clock = document.querySelector(".topbar time[datetime]");
const loadedAt = clock ? Date.parse(clock.dateTime) : Date.now();
const since = (time) => (loadedAt + performance.now() - Date.parse(time)) / 1000;

const inWords = (seconds) => {
  const unit = UNITS.find(([limit]) => seconds < limit);
  return unit && `${Math.floor(seconds / unit[1])} ${words[unit[2]]}`;
};

const dueWords = (age, passed) => {
  const late = since(age.dataset.overdue);
  const severity = late >= 0 ? "overdue" : passed >= 0 ? "due" : "coming";
  age.parentElement.dataset.severity = severity;
  return words[severity].replace("{time}", inWords(Math.max(late >= 0 ? late : -passed, 60)));
};

const count = () => {
  for (const age of document.querySelectorAll("time.ago")) {
    const passed = since(age.dateTime);
    const text = age.dataset.overdue ? dueWords(age, passed) : passed >= 60 && inWords(passed);
    if (text && text !== age.textContent) age.textContent = text;
  }
};

setInterval(count, 20_000);
document.addEventListener("visibilitychange", () => document.hidden || count());
