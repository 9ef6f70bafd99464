// Talks to the server: Gradio's queue for questions, plain requests for the rest.

const JSON_HEADERS = { "Content-Type": "application/json" };

export class ServerError extends Error {}

async function request(path, options = {}) {
  const response = await fetch(path, options);
  if (!response.ok) throw new ServerError(`${path}: ${response.status}`);
  return response;
}

const post = (path, body, signal) =>
  request(path, { method: "POST", headers: JSON_HEADERS, body: JSON.stringify(body), signal });

export const getStatus = async () => (await request("status")).json();
export const getLibrary = async () => (await request("articles")).json();
export const getArticle = async (id) => (await request(`articles/${encodeURIComponent(id)}`)).json();
export const sendFeedback = (question, answer, verdict) => post("feedback", { question, answer, verdict });
export const getMarkdown = async (language, exchanges) =>
  (await post("conversation.md", { language, exchanges })).blob();

/** Yield the answer as far as it has come. Aborting `signal` closes the stream, which stops the work on the server. */
export async function* ask(question, history, language, signal) {
  const joined = await post("gradio_api/call/ask", { data: [question, history, language] }, signal);
  const { event_id: id } = await joined.json();
  const stream = await request(`gradio_api/call/ask/${id}`, { signal });
  for await (const { event, data } of events(stream.body)) {
    if (event === "error") throw new ServerError(data?.error ?? "");
    if (event === "generating") yield data[0];
    if (event === "complete") {
      if (data?.[0]?.answer !== undefined) yield data[0];
      return;
    }
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
