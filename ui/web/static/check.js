// Is this text borne out by the article? Its sentences, each with its verdict.

import { afterLastWord, buttonsTo, citeButton, doubted, placeButton, point, samePlace } from "./cite.js";
import { confidenceLine } from "./confidence.js";
import { element, find, icon } from "./dom.js";
import { current, say, word } from "./language.js";
import { check } from "./server.js";
import { unlessAborted } from "./waiting.js";

/** The check: what the user has pasted, and the verdicts on it.
 *
 * `hooks` are announce(words), cite(owner, citation) and `pointing`; `ready()` resolves when the server can answer.
 */
export class Check {
  place = "check";

  constructor(hooks, ready) {
    this.hooks = hooks;
    this.ready = ready;
    this.citations = []; // of the sentences that are borne out, numbered as they come
    this.running = null;
    this.root = find("#checking");
    this.list = find(".verdicts", this.root);
    this.line = find("#check-line");
    this.form = find("#check-form");
    this.text = find("#text");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.running && this.text.value.trim()) this.run(this.text.value);
    });
    find("#check-stop").addEventListener("click", () => {
      this.stop();
      this.text.focus();
    });
  }

  async run(text) {
    const controller = this.running = new AbortController();
    this.begin();
    let rows = [];
    try {
      await unlessAborted(this.ready(), controller.signal);
      for await (const { sentences, verdicts, left } of check(text, current(), controller.signal)) {
        if (!rows.length) rows = this.lay(sentences, left);
        verdicts.forEach((verdict, i) => rows[i].verdict ?? this.judge(rows[i], verdict));
        if (verdicts.length < sentences.length) this.tell("check_progress", { at: verdicts.length + 1, of: sentences.length });
      }
      this.sum(rows);
      await this.hooks.pointing.settle(this);
    } catch (error) {
      const key = controller.signal.aborted ? "check_stopped" : "failed";
      this.tell(key);
      this.line.classList.toggle("alarm", key === "failed");
      this.hooks.announce(say(key));
      if (key === "failed") console.warn(error);
      for (const { root, verdict } of rows) {
        if (!verdict) word(find(".said", root), "text", "check_not");
      }
      await this.hooks.pointing.settle(this);
    } finally {
      this.running = null;
      this.arrange();
    }
  }

  stop() {
    this.running?.abort();
  }

  begin() {
    this.citations = [];
    this.hooks.pointing.forget(this.place);
    this.list.replaceChildren();
    find("#check-left").hidden = true;
    this.line.classList.remove("alarm");
    this.tell("check_waiting");
    this.hooks.announce(say("check_waiting"));
    this.arrange();
  }

  arrange() {
    find("#check-send").hidden = this.running !== null;
    find("#check-stop").hidden = this.running === null;
    find(".intro", this.root).hidden = this.running !== null || this.list.childElementCount > 0;
    this.list.setAttribute("aria-busy", String(this.running !== null));
  }

  tell(key, values = {}) {
    this.line.hidden = false;
    word(this.line, "text", key, values);
  }

  /** Show the sentences, before there is a verdict on any. */
  lay(sentences, left) {
    const rows = sentences.map((sentence) => ({
      sentence,
      root: element("li", { class: "verdict" },
        element("p", { class: "claim" }, sentence), word(element("p", { class: "said" }), "text", "check_pending")),
    }));
    this.list.replaceChildren(...rows.map(({ root }) => root));
    if (left) word(find("#check-left"), "text", "check_left", { most: rows.length, left });
    find("#check-left").hidden = !left;
    return rows;
  }

  judge(row, verdict) {
    row.verdict = verdict;
    const { supported, checked, why, language, confidence, citations } = verdict;
    const label = supported ? "check_has" : checked ? "check_lacks" : "check_not";
    const parts = [element("p", { class: "said" }, icon(supported ? "has" : "lacks"), word(element("span"), "text", label))];
    if (why) parts.push(element("p", { class: "why", lang: language }, why));
    if (citations.length && !supported) parts.push(this.nearest(citations[0]));
    if (citations.length) parts.push(confidenceLine("check_sure", confidence));
    row.root.className = supported ? "verdict has" : "verdict lacks";
    row.root.replaceChildren(element("p", { class: "claim", lang: language }, ...this.claim(verdict)), ...parts);
  }

  /** Return the sentence with the stretches in doubt marked, or with its citations. */
  claim({ sentence, supported, doubted: stretches, citations }) {
    if (!supported) return doubted(sentence, stretches);
    const pieces = [`${sentence} `];
    for (const citation of citations.map((one) => this.numbered(one))) {
      pieces.push(...afterLastWord(pieces.pop(), citeButton(citation, () => this.hooks.cite(this, citation))));
    }
    return pieces;
  }

  /** Return the citation with its number among those of the whole text. */
  numbered(citation) {
    let own = this.citations.find((one) => samePlace(one, citation));
    if (!own) this.citations.push(own = { ...citation, number: this.citations.length + 1 });
    return own;
  }

  nearest(citation) {
    const button = placeButton(citation, "nearest", () => this.hooks.cite(this, citation));
    return word(button, "text", "check_nearest");
  }

  sum(rows) {
    const has = rows.filter(({ verdict }) => verdict?.supported).length;
    if (rows.length) this.tell("check_tally", { has, of: rows.length });
    else this.tell("check_nothing");
    this.line.hidden = rows.length === 1;
    const [first] = rows;
    this.hooks.announce(rows.length !== 1 ? this.line.textContent
      : [say(first.verdict.supported ? "borne_out" : "not_borne_out"), first.verdict.why].filter(Boolean).join(" "));
  }

  point(citation) {
    point(citation, this.list);
  }

  marker(citation) {
    return buttonsTo(citation, this.list)[0];
  }
}
