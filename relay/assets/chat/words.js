// The words of the page, in its language; the relay wrote them into it.

const words = JSON.parse(document.getElementById("words").textContent);
const language = document.documentElement.lang || "en";

/** The word for `key`, with `{name}` filled in from `values`. */
export function word(key, values = {}) {
  const text = words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (Object.hasOwn(values, name) ? String(values[name]) : whole));
}

/** Fills in the words that the page names by attributes. */
export function fillPage() {
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-placeholder]")) element.placeholder = word(element.dataset.placeholder);
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", word(element.dataset.label));
    if (element.localName === "button") element.title = word(element.dataset.label);
  }
}

const clock = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
const calendar = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });

/** Time of day. */
export const time = (at) => clock.format(at);

/** Day with its name. */
export const day = (at) => calendar.format(at);

/** A number as people write it here. */
export const number = (value) => new Intl.NumberFormat(language).format(value);

/** A size such as `2.4 MB`. */
export function size(bytes) {
  const [value, unit] = bytes >= 1e6 ? [bytes / 1e6, "megabyte"] : [Math.max(1, bytes / 1e3), "kilobyte"];
  const digits = value < 10 && unit === "megabyte" ? 1 : 0;
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: digits }).format(value);
}
