// What of the article is lit up now, and the way there and back.

import { ArticlePane } from "./article.js";
import { samePlace } from "./cite.js";
import { find } from "./dom.js";

export const narrow = matchMedia("(max-width: 799.98px)");

/** Lights up in the article what stands in the conversation or the check, each remembering its own.
 *
 * What cites is an owner: it has a `place` ("ask" or "check"), its `citations`, `point(citation)`, which shows the one
 * that the article points out, and `marker(citation)`, the element that leads to it.
 */
export class Pointing {
  constructor() {
    this.pane = new ArticlePane({ pointBack: (citation) => this.back(citation), chosen: () => this.mark() });
    this.shown = { ask: null, check: null }; // { owner, citations, active, numbered } each
    this.place = "ask";
  }

  get now() {
    return this.shown[this.place];
  }

  /** Lead the user to the place in the article. */
  async follow(owner, citation) {
    const source = owner.citations.find((own) => samePlace(own, citation));
    await this.show(owner, source ? owner.citations : [citation], source ?? citation);
    this.pane.reveal(true);
    find(".back").hidden = false;
  }

  /** Light up all that `owner` cites, and leave the user where a citation of it was followed meanwhile. */
  async settle(owner) {
    const before = this.shown[owner.place];
    const active = before?.owner === owner && before.active
      && owner.citations.find((own) => samePlace(own, before.active));
    await this.show(owner, owner.citations, active || null);
    if (!active && !narrow.matches && this.now?.owner === owner) this.pane.reveal(false);
  }

  async show(owner, citations, active = null) {
    this.shown[owner.place]?.owner.point(null);
    this.shown[owner.place] = { owner, citations, active, numbered: citations === owner.citations };
    if (owner.place === this.place) await this.light();
    owner.point(active);
  }

  /** Show what belongs to this place, now that the user is there. */
  async enter(place) {
    this.place = place;
    find(".back").hidden = true;
    await this.light();
  }

  async light() {
    const first = this.now?.active ?? this.now?.citations[0];
    if (first) await this.pane.open(first.article);
    this.mark();
  }

  mark() {
    if (this.now) this.pane.mark(this.now.citations, this.now.active, this.now.numbered);
    else this.pane.clear();
  }

  /** Lead the user back from the article to what cites it. */
  back(citation = this.now.active) {
    const { owner } = this.now;
    owner.point(citation);
    const marker = owner.marker(citation);
    marker.focus({ preventScroll: true });
    marker.scrollIntoView({ block: "center" });
    find(".back").hidden = true;
  }

  forget(place) {
    this.shown[place] = null;
    find(".back").hidden = true;
    if (place === this.place) this.pane.clear();
  }
}
