// One question and its answer on the page.

import { element, find, icon, slicer } from "./dom.js";
import { word } from "./language.js";

let made = 0;

/** A question, its answer as far as it has come, and what one can do with it.
 *
 * `hooks` are told what the user does: cite(turn, citation, element), copy(turn), retry(turn), rate(turn, verdict).
 */
export class Turn {
  constructor(question, hooks) {
    this.question = question;
    this.hooks = hooks;
    this.id = `turn-${++made}`;
    this.answer = null;
    this.verdict = "none";
    this.body = element("div", { class: "answer" });
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
    if (this.answer === null) this.body.replaceChildren(line);
    else this.body.append(line);
    this.after.replaceChildren();
    if (state !== "waiting") this.after.append(element("div", { class: "actions" }, this.action("retry", "retry")));
  }

  show(answer) {
    this.answer = answer;
    this.root.className = "turn streaming";
    this.body.lang = answer.language;
    this.body.replaceChildren(...answer.answer.split(/\n+/).filter((line) => line.trim()).map((line) =>
      element("p", {}, ...this.pieces(line))));
    this.extras.replaceChildren();
    if (answer.notice) this.extras.append(element("p", { class: "note", lang: answer.language }, ...this.pieces(answer.notice)));
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
    if (citations.length && !abstained) this.after.append(confidenceLine(confidence));
  }

  setVerdict(verdict) {
    this.verdict = verdict;
    for (const name of ["up", "down"]) {
      find(`[data-action="${name}"]`, this.after).setAttribute("aria-pressed", String(name === verdict));
    }
  }

  /** Show which citation the article now points out; none of them for null. */
  point(citation) {
    for (const button of this.root.querySelectorAll("[data-start]")) {
      const is = citation !== null && Number(button.dataset.start) === citation.start
        && button.dataset.article === citation.article;
      if (is) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  /** Return the element in the answer that leads to `citation`. */
  marker(citation) {
    return [...this.root.querySelectorAll("[data-start]")].find((button) =>
      Number(button.dataset.start) === citation.start && button.dataset.article === citation.article);
  }

  /** Return a line as text and citation buttons; before each button, the decisive words of its citation stand out. */
  pieces(line) {
    const byNumber = new Map(this.answer.citations.map((citation) => [`[${citation.number}]`, citation]));
    const parts = line.split(/(\[\d+\])/);
    const pieces = [];
    parts.forEach((part, i) => {
      if (byNumber.has(part)) pieces.push(...afterLastWord(pieces.pop(), this.citeButton(byNumber.get(part))));
      else pieces.push(...emphasized(part, decisiveWords(byNumber.get(parts[i + 1]))));
    });
    return pieces;
  }

  citeButton(citation) {
    const bracket = (sign) => element("span", { class: "bracket" }, sign);
    const button = element("button",
      { type: "button", class: "cite", "data-start": citation.start, "data-article": citation.article },
      bracket("["), String(citation.number), bracket("]"));
    button.addEventListener("click", () => this.hooks.cite(this, citation, button));
    return word(button, "label", "cite", { number: citation.number });
  }

  /** Return a list of buttons that lead into the article; `lines(citation)` tells whence it is, and its words. */
  passages(title, citations, lines) {
    const list = element("ol", { lang: "no" });
    for (const citation of citations) {
      const button = element("button",
        { type: "button", class: "passage", "data-start": citation.start, "data-article": citation.article });
      const [from, words] = lines(citation);
      if (from) button.append(element("span", { class: "from" }, from));
      if (words) button.append(element("span", { class: "words" }, words));
      button.addEventListener("click", () => this.hooks.cite(this, citation, button));
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

/** Keep a citation button on the line of the word before it. */
function afterLastWord(before, button) {
  const [, head, last] = (typeof before === "string" && /^(.*?)(\S{1,24}\s*)$/s.exec(before)) || [];
  if (last === undefined) return before === undefined ? [button] : [before, button];
  return [head, element("span", { class: "together" }, last, button)].filter(Boolean);
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

/** What the calibrated confidence means, in words: of answers given 0.8, four in five are right. */
function confidenceLine(confidence) {
  const times = Math.round(confidence * 10);
  const key = times >= 10 ? "confidence_highest" : times < 2 ? "confidence_lowest" : "confidence";
  return word(element("p", { class: "confidence" }), "text", key, { times });
}
