/* What stands in the inputs of a form, and how it travels: all of it, or where that is much what has changed. */

const NOT_TYPED = ["csrfmiddlewaretoken", "form_key", "form_confirmed"];
const NO_TEXT = ["password", "submit", "file"]; // a file is not kept: the form says so
const LONG = 2000; // signs, from which on a text is sent as what was cut and put
const WHOLE = 16_000; // signs of a form that is sent as it stands

/** The values of each input by its name. */
export const contentOf = (form) => {
  const content = {};
  for (const { name, type } of form.elements) if (name && !NO_TEXT.includes(type)) content[name] = [];
  for (const [name, value] of new FormData(form)) content[name]?.push(value);
  for (const name of NOT_TYPED) delete content[name];
  return content;
};

const isHalf = (text, place) => { // a character of two units may not be cut
  const unit = text.charCodeAt(place);
  return unit >= 0xdc00 && unit <= 0xdfff;
};

const spliced = (before, after) => {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  while (from > 0 && (isHalf(before, from) || isHalf(after, from))) from--;
  let tail = 0;
  while (tail < most - from && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  while (tail > 0 && (isHalf(before, before.length - tail) || isHalf(after, after.length - tail))) tail--;
  return { from, cut: before.length - tail - from, put: after.slice(from, after.length - tail) };
};

const changed = (kept, content) => {
  const changes = {};
  for (const [name, values] of Object.entries(content)) {
    const before = kept[name];
    if (before && JSON.stringify(before) === JSON.stringify(values)) continue;
    const isLong = before?.length === 1 && values.length === 1 && values[0].length > LONG;
    changes[name] = isLong ? spliced(before[0], values[0]) : values;
  }
  return changes;
};

/** The request that keeps `content` as the state `sequence`, and its size in bytes. */
export const bodyOf = ({ key, base, kept }, content, sequence) => {
  const whole = JSON.stringify(content);
  const isWhole = !base || whole.length < WHOLE;
  const typed = isWhole ? whole : JSON.stringify(changed(kept, content));
  const body = new FormData();
  body.set("csrfmiddlewaretoken", document.querySelector("meta[name=csrf-token]").content);
  body.set("form_key", key);
  body.set("form_person", document.documentElement.dataset.person);
  body.set("form_draft", sequence);
  body.set("form_base", isWhole ? 0 : base);
  body.set("form_typed", typed);
  return { body, size: new Blob([typed]).size + 1000 };
};
