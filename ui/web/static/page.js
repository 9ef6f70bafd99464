// Puts the page together: the conversation, the article beside it, and the server behind both.

import { ArticlePane } from "./article.js";
import { element, find } from "./dom.js";
import { boot, current, say, setUpLanguages, word } from "./language.js";
import { waitUntilReady } from "./opening.js";
import { ask, getLibrary, getMarkdown, sendFeedback } from "./server.js";
import { Turn } from "./turn.js";

const turns = [];
let library = { articles: [], examples: {} };
let running = null; // the AbortController of the question that is being answered
let pointed = null; // { turn, citations, active }: what the article shows now
const narrow = matchMedia("(max-width: 799.98px)");
const question = find("#question");
const pane = new ArticlePane({ pointBack, chosen: markPointed });
const announce = (words) => { find("#announcer").textContent = words; };

// ---- asking

async function submit(text) {
  if (running || !text.trim()) return;
  await run(addTurn(text.trim()));
}

function addTurn(text) {
  const turn = new Turn(text, { cite, copy, retry, rate });
  turns.push(turn);
  find(".turns").append(turn.root);
  arrange();
  return turn;
}

async function run(turn) {
  const controller = running = new AbortController();
  find(".back").hidden = true;
  arrange();
  bringIntoView(turn);
  try {
    if (!opened) turn.pend("waiting");
    announce(say(opened ? "searching" : "waiting"));
    await unlessAborted(ready, controller.signal);
    turn.pend("searching");
    for await (const answer of ask(turn.question, history(turn), current(), controller.signal)) {
      keepingUp(() => turn.show(answer));
    }
    keepingUp(() => turn.finish(library.articles.length > 1));
    announce([turn.answer.answer, turn.answer.notice].filter(Boolean).join("\n"));
    await showInArticle(turn, turn.answer.citations);
    if (!narrow.matches) pane.reveal(false);
  } catch (error) {
    if (!turns.includes(turn)) return;
    const key = controller.signal.aborted ? "stopped" : "failed";
    turn.pend(key, key);
    announce(say(key));
    if (key === "failed") console.warn(error);
  } finally {
    if (running === controller) running = null;
    arrange();
  }
}

function history(until) {
  return turns.slice(0, turns.indexOf(until)).filter(({ answer }) => answer).flatMap(({ question: asked, answer }) => [
    { role: "user", content: asked },
    { role: "assistant", content: answer.answer },
  ]);
}

function unlessAborted(promise, signal) {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}

async function retry(turn) {
  if (running) return;
  turn.answer = null;
  turn.verdict = "none";
  turn.extras.replaceChildren();
  question.focus();
  await run(turn);
}

// ---- the answer and the article

async function cite(turn, citation) {
  const isSource = turn.answer.citations.includes(citation);
  await showInArticle(turn, isSource ? turn.answer.citations : [citation], citation);
  pane.reveal(true);
  find(".back").hidden = false;
}

async function showInArticle(turn, citations, active = null) {
  const first = active ?? citations[0];
  pointed?.turn.point(null);
  pointed = { turn, citations, active };
  if (first) await pane.open(first.article);
  markPointed();
  turn.point(active);
}

function markPointed() {
  if (pointed) pane.mark(pointed.citations, pointed.active, pointed.citations === pointed.turn.answer?.citations);
}

function pointBack(citation) {
  const { turn } = pointed;
  turn.point(citation);
  const marker = turn.marker(citation);
  marker.focus({ preventScroll: true });
  marker.scrollIntoView({ block: "center" });
  find(".back").hidden = true;
}

// ---- what one can do with an answer and with the conversation

async function copy(turn) {
  const { answer, citations } = turn.answer;
  const sources = citations.map(({ number, quote, title }) => `[${number}] ${quote} (${title})`);
  await navigator.clipboard.writeText([answer, ...sources].join("\n\n"));
  announce(say("copied"));
  const button = find('[data-action="copy"]', turn.after);
  word(button, "label", "copied");
  button.addEventListener("blur", () => word(button, "label", "copy"), { once: true });
}

async function rate(turn, verdict) {
  const before = turn.verdict;
  turn.setVerdict(verdict);
  try {
    await sendFeedback(turn.question, turn.answer, verdict);
    announce(say(verdict === "none" ? "withdrawn" : "thanks"));
  } catch {
    turn.setVerdict(before);
    announce(say("not_saved"));
  }
}

async function download() {
  const exchanges = turns.filter(({ answer }) => answer).map(({ question: asked, answer }) => ({ question: asked, answer }));
  const url = URL.createObjectURL(await getMarkdown(current(), exchanges));
  element("a", { href: url, download: "kildevis.md" }).click();
  URL.revokeObjectURL(url);
}

function clear() {
  running?.abort();
  running = null;
  turns.length = 0;
  pointed = null;
  find(".turns").replaceChildren();
  find(".back").hidden = true;
  pane.clear();
  announce("");
  arrange();
  question.focus();
}

// ---- how the page looks at each moment

function arrange() {
  const empty = turns.length === 0;
  find(".welcome").hidden = !empty;
  find(".toolbar").hidden = empty;
  find("#download").disabled = !turns.some(({ answer }) => answer);
  find("#send").hidden = running !== null;
  find("#stop").hidden = running === null;
}

function bringIntoView(turn) {
  turn.root.scrollIntoView({ block: narrow.matches ? "start" : "nearest" });
}

/** Follow a growing answer downwards, unless the user has scrolled away from its end. */
function keepingUp(change) {
  const scroller = find("#scroller");
  const following = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;
  change();
  if (following) scroller.scrollTop = scroller.scrollHeight;
}

function showExamples() {
  find(".examples").replaceChildren(...(library.examples[current()] ?? []).map((text) => {
    const button = element("button", { type: "button" }, text);
    button.addEventListener("click", () => {
      if (!narrow.matches) question.focus(); // on a phone that would bring up the keyboard
      submit(text);
    });
    return element("li", {}, button);
  }));
}

function fitQuestion() {
  question.style.height = "auto";
  question.style.height = `${question.scrollHeight}px`;
}

// ---- beginning

find(".composer").addEventListener("submit", (event) => {
  event.preventDefault();
  if (running || !question.value.trim()) return;
  submit(question.value);
  question.value = "";
  fitQuestion();
});
question.addEventListener("input", fitQuestion);
question.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  find(".composer").requestSubmit();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") running?.abort();
});
find("#stop").addEventListener("click", () => {
  running?.abort();
  question.focus();
});
find("#clear").addEventListener("click", clear);
find("#download").addEventListener("click", download);
find(".back").addEventListener("click", () => pointBack(pointed.active));
new IntersectionObserver(([dock]) => {
  if (dock.isIntersecting) find(".back").hidden = true; // the answer is in sight again
}).observe(find(".dock"));

word(find("#welcome-text"), "text", boot.mode === "write" ? "welcome_write" : "welcome_quote");
setUpLanguages(() => {
  showExamples();
  markPointed();
});
arrange();

let opened = false;
const ready = waitUntilReady().then(getLibrary).then(async (found) => {
  library = found;
  opened = true;
  showExamples();
  await pane.offer(library.articles);
});
ready.catch(() => {}); // shown by opening.js; a waiting question fails by itself

if (!narrow.matches) question.focus();
const asked = new URLSearchParams(location.search).get("q");
if (asked) submit(asked);
