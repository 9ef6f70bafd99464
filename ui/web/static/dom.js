// Builds elements. Words only ever enter the page as text, never as markup.

export const find = (selector, root = document) => root.querySelector(selector);

/** Return an element of `tag` with `attributes` (null leaves one out) and children, strings among them as text. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** Return a function that slices `text` by Unicode characters, as Kildevis counts; JavaScript counts UTF-16 units. */
export function slicer(text) {
  if (!/[\ud800-\udfff]/.test(text)) return { length: text.length, slice: (start, end) => text.slice(start, end) };
  const characters = Array.from(text);
  return { length: characters.length, slice: (start, end) => characters.slice(start, end).join("") };
}
