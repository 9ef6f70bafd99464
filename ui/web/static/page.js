// Puts the page together: the conversation and the check, the article beside them, and the server behind it all.

import { Check } from "./check.js";
import { element, find } from "./dom.js";
import { current, say, setUpLanguages, word } from "./language.js";
import { mode, setUpModes } from "./mode.js";
import { waitUntilReady } from "./opening.js";
import { Pointing, narrow } from "./pointing.js";
import { ask, getLibrary, getMarkdown, sendFeedback } from "./server.js";
import { setUpTabs } from "./tabs.js";
import { Turn } from "./turn.js";
import { unlessAborted } from "./waiting.js";

const turns = [];
let library = { articles: [], examples: {} };
let running = null; // the AbortController of the question that is being answered
const question = find("#question");
const pointing = new Pointing();
const announce = (words) => { find("#announcer").textContent = words; };
const cite = (owner, citation) => pointing.follow(owner, citation);
const checking = new Check({ announce, cite, pointing }, () => ready);

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
    for await (const answer of ask(turn.question, history(turn), current(), mode(), controller.signal)) {
      keepingUp(() => turn.show(answer));
    }
    keepingUp(() => turn.finish(library.articles.length > 1));
    announce([turn.answer.answer, turn.answer.notice].filter(Boolean).join("\n"));
    await pointing.settle(turn);
  } catch (error) {
    if (!turns.includes(turn)) return;
    const key = controller.signal.aborted ? "stopped" : "failed";
    turn.breakOff(key);
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

async function retry(turn) {
  if (running) return;
  turn.answer = null;
  turn.verdict = "none";
  turn.extras.replaceChildren();
  question.focus();
  await run(turn);
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
  find(".turns").replaceChildren();
  pointing.forget("ask");
  announce("");
  arrange();
  question.focus();
}

// ---- how the page looks at each moment

function arrange() {
  const empty = turns.length === 0;
  find(".welcome").hidden = !empty;
  find(".toolbar").hidden = empty || pointing.place !== "ask";
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

function fit(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}

// ---- beginning

find(".composer").addEventListener("submit", (event) => {
  event.preventDefault();
  if (running || !question.value.trim()) return;
  submit(question.value);
  question.value = "";
  fit(question);
});
for (const box of document.querySelectorAll("textarea")) {
  box.addEventListener("input", () => fit(box));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    box.form.requestSubmit();
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (pointing.place === "ask") running?.abort();
  else checking.stop();
});
find("#stop").addEventListener("click", () => {
  running?.abort();
  question.focus();
});
find("#clear").addEventListener("click", clear);
find("#download").addEventListener("click", download);
find(".back").addEventListener("click", () => pointing.back());
const inSight = new IntersectionObserver((docks) => {
  if (docks.some(({ isIntersecting }) => isIntersecting)) find(".back").hidden = true; // so are the answers
});
document.querySelectorAll(".dock").forEach((dock) => inSight.observe(dock));

setUpModes(() => word(find("#welcome-text"), "text", `welcome_${mode()}`));
setUpLanguages(() => {
  showExamples();
  pointing.mark();
});
setUpTabs((place) => {
  pointing.enter(place);
  find(".skip").href = place === "ask" ? "#question" : "#text";
  arrange();
});
arrange();

let opened = false;
const ready = waitUntilReady().then(getLibrary).then(async (found) => {
  library = found;
  opened = true;
  showExamples();
  await pointing.pane.offer(library.articles);
});
ready.catch(() => {}); // shown by opening.js; a waiting question fails by itself

if (!narrow.matches) question.focus();
const asked = new URLSearchParams(location.search).get("q");
if (asked) submit(asked);
