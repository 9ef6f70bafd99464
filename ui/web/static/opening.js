// Shows how far the model and the index have come.

import { find } from "./dom.js";
import { word } from "./language.js";
import { getStatus } from "./server.js";
import { pause } from "./waiting.js";

const INTERVAL_MS = 250;
const PATIENCE = 8; // failed requests in a row before the server counts as gone: a busy one may miss a few

/** Resolve when the assistant is open; reject, with a line on the page, when the server has gone. */
export async function waitUntilReady() {
  const box = find(".opening");
  const text = find("#progress-text");
  const bar = find("#progress");
  let misses = 0;
  for (;;) {
    try {
      const { state, stage, share } = await getStatus();
      misses = 0;
      if (state === "ready") break;
      if (state === "failed") misses = PATIENCE;
      else {
        box.hidden = false;
        word(text, "text", `stage_${stage}`);
        if (share > 0) bar.value = share;
        else bar.removeAttribute("value");
      }
    } catch {
      misses += 1;
    }
    if (misses >= PATIENCE) {
      box.hidden = false;
      box.classList.add("lost");
      bar.hidden = true;
      word(text, "text", "lost");
      throw new Error("the server has gone");
    }
    await pause(INTERVAL_MS);
  }
  box.hidden = true;
}
