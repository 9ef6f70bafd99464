// The article, and in it what an answer quotes.

import { element, find, slicer } from "./dom.js";
import { say, word } from "./language.js";
import { getArticle } from "./server.js";

const TAGS = { heading: "h3", paragraph: "p", caption: "p", credit: "p", boilerplate: "p" };

/** The pane to the right; `pointBack(citation)` is told when the user activates a marked sentence, `chosen()` when the
 * user has opened another article.
 */
export class ArticlePane {
  constructor({ pointBack, chosen }) {
    this.pointBack = pointBack;
    this.root = find(".article");
    this.select = find("#choose");
    this.id = null;
    this.blocks = [];
    this.marked = [];
    this.cache = new Map();
    this.select.addEventListener("change", () => this.open(this.select.value).then(chosen));
  }

  /** Offer these articles, and open the first. */
  async offer(articles) {
    this.select.replaceChildren(...articles.map(({ id, title }) => element("option", { value: id }, title)));
    this.select.hidden = articles.length < 2;
    if (articles.length) await this.open(articles[0].id);
    else this.root.replaceChildren(word(element("p", { class: "message" }), "text", "no_article"));
  }

  async open(id) {
    if (id === this.id) return;
    this.id = id;
    this.select.value = id;
    try {
      if (!this.cache.has(id)) this.cache.set(id, getArticle(id));
      const article = await this.cache.get(id);
      if (this.id === id) this.render(article);
    } catch {
      this.cache.delete(id);
      this.id = null;
      this.root.replaceChildren(word(element("p", { class: "message" }), "text", "article_failed"));
    }
  }

  render({ blocks }) {
    this.marked = [];
    this.blocks = blocks.map(({ kind, start, text }, number) => {
      const first = number === 0;
      const tag = first && kind === "heading" ? "h2" : TAGS[kind];
      const style = !first ? kind : kind === "heading" ? "title" : kind === "paragraph" ? "lede" : kind;
      const { length, slice } = slicer(text);
      return { start, end: start + length, slice, node: element(tag, { class: style }, text) };
    });
    this.root.replaceChildren(...this.blocks.map((block) => block.node));
  }

  clear() {
    for (const block of this.marked) block.node.replaceChildren(block.slice(0, block.end - block.start));
    this.marked = [];
  }

  /** Mark those of `citations` that stand in this article, `active` among them as the one in question. */
  mark(citations, active = null, numbered = true) {
    const focused = this.root.contains(document.activeElement);
    this.clear();
    const here = citations.filter((citation) => citation.article === this.id);
    for (const block of this.blocks) {
      const within = here.filter(({ start, end }) => start < block.end && end > block.start);
      if (!within.length) continue;
      this.marked.push(block);
      block.node.replaceChildren(...this.pieces(block, within, active, numbered));
    }
    if (focused) find(".quote.active", this.root)?.focus({ preventScroll: true });
  }

  /** Return the block's words cut at the citations' edges; where citations overlap, the active one or the first wins. */
  pieces(block, citations, active, numbered) {
    const order = [...citations].sort((a, b) => (b === active) - (a === active));
    const owner = (at) => order.find(({ start, end }) => start <= at && at < end) ?? null;
    const edges = [...new Set([block.start, block.end, ...citations.flatMap(({ start, end }) => [start, end])])]
      .filter((edge) => edge >= block.start && edge <= block.end).sort((a, b) => a - b);
    const pieces = [];
    for (let i = 0; i + 1 < edges.length; i++) {
      const [from, citation] = [edges[i], owner(edges[i])];
      while (i + 2 < edges.length && owner(edges[i + 1]) === citation) i++;
      const to = edges[i + 1];
      pieces.push(citation ? this.quote(block, citation, from, to, citation === active, numbered)
        : block.slice(from - block.start, to - block.start));
    }
    return pieces;
  }

  quote(block, citation, from, to, isActive, numbered) {
    const cut = (start, end) => block.slice(start - block.start, end - block.start);
    const begin = Math.max(from, citation.highlight_start ?? to);
    const finish = Math.min(to, citation.highlight_end ?? to);
    const words = begin < finish
      ? [cut(from, begin), element("mark", {}, cut(begin, finish)), cut(finish, to)].filter((part) => part !== "")
      : [cut(from, to)];
    const link = element("a", {
      href: "#", class: isActive ? "quote active" : "quote", title: say("back"),
      "data-number": numbered && to === Math.min(citation.end, block.end) ? citation.number : "",
    }, ...words);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.pointBack(citation);
    });
    return link;
  }

  /** Bring the marked sentence (the active one, else the first) into view; focus it if the user asked for it. */
  reveal(focus) {
    const target = find(".quote.active", this.root) ?? find(".quote", this.root);
    if (!target) return;
    if (focus) target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  }
}
