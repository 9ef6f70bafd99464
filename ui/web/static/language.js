// The interface's words, and their change without a reload.
//
// An element says which words it bears: `data-text` (its content), `data-label` (its accessible name and, on a button,
// the tooltip) or `data-placeholder`; `data-values` holds what is filled into them.

import { element, find } from "./dom.js";

export const boot = JSON.parse(find("#boot").textContent);
const STORED = "kildevis-language";

export const current = () => document.documentElement.lang;

export function say(key, values = {}) {
  return boot.texts[current()][key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Make `target` bear the words `key`, now and after every change of language. */
export function word(target, kind, key, values = {}) {
  target.dataset[kind] = key;
  target.dataset.values = JSON.stringify(values);
  apply(target);
  return target;
}

function apply(target) {
  const { text, label, placeholder, values } = target.dataset;
  const filled = values ? JSON.parse(values) : {};
  if (text) target.textContent = say(text, filled);
  if (label) {
    target.setAttribute("aria-label", say(label, filled));
    if (target.tagName === "BUTTON" && !text) target.title = say(label, filled);
  }
  if (placeholder) target.placeholder = say(placeholder, filled);
}

/** Set the language, tell `changed`, and remember a choice for the next visit. */
export function setUpLanguages(changed) {
  const stored = localStorage.getItem(STORED);
  const choose = (language) => {
    document.documentElement.lang = language;
    document.querySelectorAll("[data-text], [data-label], [data-placeholder]").forEach(apply);
    changed();
  };
  document.documentElement.lang = stored in boot.texts ? stored : current();
  for (const [language, texts] of Object.entries(boot.texts)) {
    const input = element("input", { type: "radio", name: "language", value: language });
    input.checked = language === current();
    input.addEventListener("change", () => {
      localStorage.setItem(STORED, language);
      choose(language);
    });
    find(".languages").append(element("label", {}, input, element("span", { lang: language }, texts.language_name)));
  }
  choose(current());
}
