/* Ages count on: "25 min" beside a value stays true while the page stands open. The time itself is its title. */

const UNITS = [[3600, 60, "min"], [172800, 3600, "h"], [31622400, 86400, "d"]];

const clock = document.querySelector(".topbar time[datetime]");
const loadedAt = clock ? Date.parse(clock.dateTime) : Date.now();
const now = () => loadedAt + performance.now();

const inWords = (seconds) => {
  const unit = UNITS.find(([limit]) => seconds < limit);
  return unit && `${Math.floor(seconds / unit[1])} ${document.documentElement.dataset[unit[2]]}`;
};

const count = () => {
  for (const age of document.querySelectorAll("time.ago")) {
    const seconds = (now() - Date.parse(age.dateTime)) / 1000;
    const words = seconds >= 60 && inWords(seconds);
    if (words && words !== age.textContent) age.textContent = words;
  }
};

setInterval(count, 20_000);
document.addEventListener("visibilitychange", () => document.hidden || count());
