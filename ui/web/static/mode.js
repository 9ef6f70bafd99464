// How answers are made: quoted from the article, or written by a language model where the settings name one.

import { element, find } from "./dom.js";
import { boot, word } from "./language.js";

const STORED = "kildevis-mode";
let chosen = boot.mode;

export const mode = () => chosen;

/** Offer the ways there are, if more than one, tell `changed`, and remember a choice for the next visit. */
export function setUpModes(changed) {
  const choose = (name) => {
    chosen = name;
    word(find("#mode-explained"), "text", `mode_${name}_explained`);
    changed();
  };
  const stored = localStorage.getItem(STORED);
  choose(boot.modes.includes(stored) ? stored : chosen);
  find(".ways").hidden = boot.modes.length < 2;
  for (const name of boot.modes) {
    const input = element("input", { type: "radio", name: "mode", value: name, "aria-describedby": "mode-explained" });
    input.checked = name === chosen;
    input.addEventListener("change", () => {
      localStorage.setItem(STORED, name);
      choose(name);
    });
    find(".modes").append(element("label", {}, input, word(element("span"), "text", `mode_${name}`)));
  }
}
