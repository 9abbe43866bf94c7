// The JSON API.

const KEY = "sonde-token";

export class ServerError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status; // 0: the server did not answer
  }
}

export const keepToken = (token) => sessionStorage.setItem(KEY, token);

// ?token= in the address is kept for this tab and taken out of the address.
export function takeToken() {
  const address = new URL(location.href);
  const token = address.searchParams.get("token");
  if (token === null) return;
  keepToken(token);
  address.searchParams.delete("token");
  history.replaceState(null, "", address);
}

async function ask(path, options) {
  const token = sessionStorage.getItem(KEY);
  const headers = { ...options.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
  let response;
  try {
    response = await fetch(`api/${path}`, { ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new ServerError("The server does not answer. Is `sonde serve` still running?", 0);
  }
  if (response.ok) return response;
  const said = await response.json().catch(() => ({}));
  throw new ServerError(said.error ?? `The server answered ${response.status}.`, response.status);
}

export const get = async (path, signal) => (await ask(path, { signal })).json();

// Server-sent events of a POST, as {name, data}. EventSource cannot post, so the stream is read here.
export async function* events(path, body, signal) {
  const response = await ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal,
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      if (error.name === "AbortError") throw error;
      throw new ServerError("The server stopped in the middle of the text.", 0);
    });
    if (done) return;
    const parts = (rest + value).split("\n\n");
    rest = parts.pop();
    for (const part of parts) {
      const fields = part.split("\n").map((line) => line.split(/: (.*)/s));
      const { event, data } = Object.fromEntries(fields);
      if (data) yield { name: event, data: JSON.parse(data) };
    }
  }
}
