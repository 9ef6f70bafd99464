// An answer that a language model writes.

import { doubted } from "./cite.js";
import { element, icon } from "./dom.js";
import { word } from "./language.js";

/** A written answer in `root`, as far as it has come.
 *
 * Sentences that are done stay in place, so that they can be read and clicked while more comes; `pieces(text)` returns
 * one as text and citation buttons.
 */
export class WrittenText {
  constructor(root, pieces) {
    this.root = root;
    this.pieces = pieces;
    this.coming = element("span", { class: "coming" });
    this.done = [];
  }

  show({ sentences, coming }) {
    if (this.coming.parentNode !== this.root) { // something else was shown there
      this.done = [];
      this.root.replaceChildren(this.coming);
    }
    const keys = sentences.map((sentence) => JSON.stringify(sentence));
    const same = this.done.findIndex(({ key }, i) => key !== keys[i]);
    const kept = same < 0 ? this.done.length : same;
    for (const { node } of this.done.splice(kept)) node.remove();
    sentences.slice(kept).forEach((sentence, i) => {
      const node = sentence.why === null ? element("span", {}, ...this.pieces(sentence.text), " ") : struck(sentence);
      this.done.push({ key: keys[kept + i], node });
      this.coming.before(node);
    });
    this.coming.textContent = coming;
  }
}

/** Return the sentences of a draft that are not borne out, folded; null if there are none. */
export function foldedAway({ sentences }, language) {
  const failed = sentences.filter(({ why }) => why !== null);
  return failed.length ? element("details", { class: "folded", lang: language },
    word(element("summary"), "text", "struck_folded"), ...failed.map(struck)) : null;
}

/** Return a sentence that is not borne out, struck through, with the reason. */
function struck({ text, why, doubted: stretches }) {
  return element("div", { class: "struck" },
    element("p", {}, word(element("span", { class: "unseen" }), "text", "struck"), element("del", {}, ...doubted(text, stretches))),
    element("p", { class: "why" }, icon("lacks"), why));
}
