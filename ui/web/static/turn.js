// One question and its answer on the page.

import { afterLastWord, buttonsTo, citeButton, placeButton, point } from "./cite.js";
import { confidenceLine } from "./confidence.js";
import { element, find, icon, slicer } from "./dom.js";
import { word } from "./language.js";
import { WrittenText, foldedAway } from "./written.js";

let made = 0;

/** A question, its answer as far as it has come, and what one can do with it.
 *
 * `hooks` are told what the user does: cite(turn, citation), copy(turn), retry(turn), rate(turn, verdict).
 */
export class Turn {
  place = "ask";

  constructor(question, hooks) {
    this.question = question;
    this.hooks = hooks;
    this.id = `turn-${++made}`;
    this.answer = null;
    this.verdict = "none";
    this.body = element("div", { class: "answer" });
    this.written = new WrittenText(this.body, (text) => this.pieces(text));
    this.extras = element("div", { class: "extras" });
    this.after = element("div", { class: "after" });
    this.root = element("li", { class: "turn", id: this.id },
      element("h2", { class: "asked" }, word(element("span", { class: "unseen" }), "text", "you_asked"), question),
      this.body, this.extras, this.after);
    this.pend("searching");
  }

  /** Show one of our own lines in place of the answer, or below the part of it that has come. */
  pend(key, state = "waiting") {
    this.root.className = `turn ${state}`;
    const line = word(element("p", { class: "pending" }), "text", key);
    if (this.answer?.answer) this.body.append(line);
    else this.body.replaceChildren(line);
    this.after.replaceChildren();
    if (state !== "waiting") this.after.append(element("div", { class: "actions" }, this.action("retry", "retry")));
  }

  /** Show that the answer ends here; what was not checked by then goes. */
  breakOff(key) {
    if (this.answer?.draft) this.show({ ...this.answer, draft: { ...this.answer.draft, coming: "" } });
    if (!this.answer?.answer) this.answer = null;
    this.pend(key, key);
  }

  get citations() {
    return this.answer?.citations ?? [];
  }

  show(answer) {
    this.answer = answer;
    this.root.className = "turn streaming";
    this.body.lang = answer.language;
    const { draft, language } = answer;
    const isWritten = draft && answer.mode === "write" && !answer.abstained;
    if (isWritten) this.showWritten(draft);
    else this.body.replaceChildren(...this.paragraphs(answer.answer));
    const note = draft ? draft.note : answer.notice;
    this.extras.replaceChildren(...[
      note && element("p", { class: "note", lang: language }, ...this.pieces(note)),
      draft && !isWritten && foldedAway(draft, language),
    ].filter(Boolean));
  }

  showWritten(draft) {
    if (!draft.coming && !draft.sentences.length) {
      this.pend("awaiting_model");
      return;
    }
    this.written.show(draft);
    const line = find(".unchecked", this.after);
    if (draft.coming && !line) this.after.replaceChildren(word(element("p", { class: "unchecked" }), "text", "unchecked"));
    if (!draft.coming) line?.remove();
  }

  paragraphs(text) {
    return text.split(/\n+/).filter((line) => line.trim()).map((line) => element("p", {}, ...this.pieces(line)));
  }

  /** Add what belongs to a whole answer: its sources where the answer does not show them itself, and the actions. */
  finish(severalArticles) {
    const { citations, related, abstained, confidence, mode } = this.answer;
    this.root.className = abstained ? "turn done abstained" : "turn done";
    if (related.length) {
      this.extras.append(this.passages("related", related, (citation) => [severalArticles && citation.title, citation.quote]));
    }
    if (citations.length && mode === "write") {
      const from = ({ number, title }) => (severalArticles ? `[${number}] ${title}` : `[${number}]`);
      this.extras.append(this.passages("sources", citations, (citation) => [from(citation), citation.quote]));
    } else if (citations.length && severalArticles) { // the quotations are the answer; only whose they are is missing
      const numbers = (article) => citations.filter((c) => c.article === article).map(({ number }) => `[${number}]`).join(" ");
      const firsts = citations.filter(({ article }, i) => citations.findIndex((c) => c.article === article) === i);
      this.extras.append(this.passages("sources", firsts, ({ article, title }) => [`${numbers(article)} ${title}`]));
    }
    const rate = (verdict) => {
      const button = this.action(verdict, verdict);
      button.setAttribute("aria-pressed", String(this.verdict === verdict));
      return button;
    };
    this.after.replaceChildren(element("div", { class: "actions" },
      this.action("copy", "copy"), this.action("retry", "retry"), rate("up"), rate("down")));
    if (!citations.length || abstained) return;
    if (mode === "write") this.after.append(word(element("p", { class: "confidence" }), "text", "written_by"));
    this.after.append(confidenceLine("confidence", confidence));
  }

  setVerdict(verdict) {
    this.verdict = verdict;
    for (const name of ["up", "down"]) {
      find(`[data-action="${name}"]`, this.after).setAttribute("aria-pressed", String(name === verdict));
    }
  }

  /** Show which citation the article now points out; none of them for null. */
  point(citation) {
    point(citation, this.root);
  }

  /** Return the element in the answer that leads to `citation`. */
  marker(citation) {
    return buttonsTo(citation, this.root)[0];
  }

  /** Return a line as text and citation buttons; before each button, the decisive words of its citation stand out. */
  pieces(line) {
    const byNumber = new Map(this.answer.citations.map((citation) => [`[${citation.number}]`, citation]));
    const parts = line.split(/(\[\d+\])/);
    const pieces = [];
    parts.forEach((part, i) => {
      if (byNumber.has(part)) {
        const citation = byNumber.get(part);
        pieces.push(...afterLastWord(pieces.pop(), citeButton(citation, () => this.hooks.cite(this, citation))));
      }
      else pieces.push(...emphasized(part, decisiveWords(byNumber.get(parts[i + 1]))));
    });
    return pieces;
  }

  /** Return a list of buttons that lead into the article; `lines(citation)` tells whence it is, and its words. */
  passages(title, citations, lines) {
    const list = element("ol", { lang: "no" });
    for (const citation of citations) {
      const button = placeButton(citation, "passage", () => this.hooks.cite(this, citation));
      const [from, words] = lines(citation);
      if (from) button.append(element("span", { class: "from" }, from));
      if (words) button.append(element("span", { class: "words" }, words));
      list.append(element("li", {}, button));
    }
    return element("div", { class: "passages" }, word(element("h3", { class: "overline" }), "text", title), list);
  }

  action(name, key) {
    const button = element("button", { type: "button", class: "action", "data-action": name }, icon(name));
    const act = { copy: () => this.hooks.copy(this), retry: () => this.hooks.retry(this) }[name]
      ?? (() => this.hooks.rate(this, this.verdict === name ? "none" : name));
    button.addEventListener("click", act);
    return word(button, "label", key);
  }
}

function decisiveWords(citation) {
  if (!citation || citation.highlight_start === null) return "";
  const { start, quote, highlight_start: from, highlight_end: to } = citation;
  return slicer(quote).slice(from - start, to - start);
}

function emphasized(text, words) {
  const at = words ? text.indexOf(words) : -1;
  if (at < 0) return text ? [text] : [];
  return [text.slice(0, at), element("strong", {}, words), text.slice(at + words.length)].filter(Boolean);
}
