// What leads from words on the page to the place in the article that they rest on.

import { element, slicer } from "./dom.js";
import { word } from "./language.js";

export const samePlace = (one, other) => one.article === other.article && one.start === other.start && one.end === other.end;

/** Return the button `[1]`; `follow` is called when the user wants to see the place. */
export function citeButton(citation, follow) {
  const bracket = (sign) => element("span", { class: "bracket" }, sign);
  const button = placeButton(citation, "cite", follow);
  button.append(bracket("["), String(citation.number), bracket("]"));
  return word(button, "label", "cite", { number: citation.number });
}

/** Return an empty button that knows its place in the article. */
export function placeButton(citation, style, follow) {
  const button = element("button",
    { type: "button", class: style, "data-start": citation.start, "data-article": citation.article });
  button.addEventListener("click", follow);
  return button;
}

/** Return the buttons within `root` that lead to `citation`. */
export const buttonsTo = (citation, root) => [...root.querySelectorAll("[data-start]")].filter((button) =>
  Number(button.dataset.start) === citation.start && button.dataset.article === citation.article);

/** Show which citation the article now points out; none of them for null. */
export function point(citation, root) {
  for (const button of root.querySelectorAll("[aria-current]")) button.removeAttribute("aria-current");
  if (citation) for (const button of buttonsTo(citation, root)) button.setAttribute("aria-current", "true");
}

/** Keep a button on the line of the word before it: return what stands before it, and both together. */
export function afterLastWord(before, button) {
  const [, head, last] = (typeof before === "string" && /^(.*?)(\S{1,24}\s*)$/s.exec(before)) || [];
  if (last === undefined) return before === undefined ? [button] : [before, button];
  return [head, element("span", { class: "together" }, last, button)].filter(Boolean);
}

/** Return a sentence as text, with those stretches of it marked that the article does not bear out. */
export function doubted(text, stretches) {
  const { length, slice } = slicer(text);
  const pieces = [];
  let at = 0;
  for (const [start, end] of [...stretches].sort(([one], [other]) => one - other)) {
    if (start < at) continue;
    pieces.push(slice(at, start), element("mark", { class: "doubted" }, slice(start, end)));
    at = end;
  }
  return [...pieces, slice(at, length)].filter((piece) => piece !== "");
}
