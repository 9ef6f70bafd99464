// What a calibrated confidence means, in words: of answers given 0.8, four in five are right.

import { element } from "./dom.js";
import { word } from "./language.js";

/** Return a line from the texts `key`, `key_highest` and `key_lowest`. */
export function confidenceLine(key, confidence) {
  const times = Math.round(confidence * 10);
  const name = times >= 10 ? `${key}_highest` : times < 2 ? `${key}_lowest` : key;
  return word(element("p", { class: "confidence" }), "text", name, { times });
}
