// Talks to the server: Gradio's queue for questions and checks, plain requests for the rest.

import { unlessAborted } from "./waiting.js";

const JSON_HEADERS = { "Content-Type": "application/json" };

export class ServerError extends Error {}

async function request(path, options = {}) {
  const response = await fetch(path, options);
  if (!response.ok) throw new ServerError(`${path}: ${response.status}`);
  return response;
}

const post = (path, body) => request(path, { method: "POST", headers: JSON_HEADERS, body: JSON.stringify(body) });

export const getStatus = async () => (await request("status")).json();
export const getLibrary = async () => (await request("articles")).json();
export const getArticle = async (id) => (await request(`articles/${encodeURIComponent(id)}`)).json();
export const sendFeedback = (question, answer, verdict) => post("feedback", { question, answer, verdict });
export const getMarkdown = async (language, exchanges) =>
  (await post("conversation.md", { language, exchanges })).blob();

/** Yield the answer as far as it has come; `mode` is how it is made. */
export const ask = (question, history, language, mode, signal) => call("ask", [question, history, language, mode], signal);

/** Yield the verdicts on a text's sentences as far as they have come. */
export const check = (text, language, signal) => call("check", [text, language], signal);

/** Yield what the server makes of `data` as it grows. Aborting `signal` closes the stream, which stops the work there. */
async function* call(name, data, signal) {
  const path = `gradio_api/call/${name}`;
  const joined = post(path, { data }).then((response) => response.json());
  // A call without a listener runs to its end, so one that is given up while it joins the queue is hung up on.
  joined.then(({ event_id: id }) => signal.aborted && request(`${path}/${id}`).then(({ body }) => body.cancel()))
    .catch(() => {}); // told below to whoever still listens
  const { event_id: id } = await unlessAborted(joined, signal);
  const stream = await request(`${path}/${id}`, { signal });
  for await (const { event, data: values } of events(stream.body)) {
    if (event === "error") throw new ServerError(values?.error ?? "");
    if (event === "generating") yield values[0];
    if (event === "complete") return;
  }
  throw new ServerError("the stream ended early");
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const fields = Object.fromEntries(part.split("\n").map((line) => line.split(/: (.*)/s, 2)));
      yield { event: fields.event, data: JSON.parse(fields.data ?? "null") };
    }
  }
}
