/* The person's choice of colours, rows and shortcuts: a cookie the server reads, nothing about a patient. */

const NAME = "chartside-look";
const YEAR = 365 * 24 * 60 * 60;
const root = document.documentElement;
const ASPECTS = { theme: ["system", "light", "dark"], density: ["desk", "comfortable"], shortcuts: ["on", "off"] };

const stored = () => {
  const value = document.cookie.split("; ").find((pair) => pair.startsWith(`${NAME}=`))?.slice(NAME.length + 1) ?? "";
  return value.split(".");
};

const apply = () => {
  Object.keys(ASPECTS).forEach((aspect, at) => {
    const choice = stored()[at];
    if (ASPECTS[aspect].includes(choice)) root.dataset[aspect] = choice;
  });
};

const store = () => {
  const value = Object.keys(ASPECTS).map((aspect) => root.dataset[aspect]).join(".");
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${NAME}=${value}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
};

if (document.querySelector("[data-look]")) apply();
for (const panel of document.querySelectorAll("[data-look]")) {
  panel.hidden = false;
  for (const aspect of Object.keys(ASPECTS)) {
    const choice = panel.querySelector(`input[name="look-${aspect}"][value="${root.dataset[aspect]}"]`);
    if (choice) choice.checked = true;
  }
}

document.addEventListener("change", ({ target }) => {
  const aspect = target.name?.match(/^look-(\w+)$/)?.[1];
  if (!aspect || !ASPECTS[aspect]?.includes(target.value)) return;
  root.dataset[aspect] = target.value;
  store();
});
