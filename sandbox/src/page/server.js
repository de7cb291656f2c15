// Talks to the sandbox: acts by POST, hears of every change by server-sent events.
import { toast } from "./dom.js";

/** Does something; what cannot be done is said in a toast, and null is returned. */
export async function post(path, body) {
  return send(path, { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

export async function upload(person, kind, file, caption) {
  const query = new URLSearchParams({ person, kind, name: file.name, caption });
  return send(`upload?${query}`, { body: file });
}

async function send(path, request) {
  try {
    const response = await fetch(`/sandbox/${path}`, { method: "POST", ...request });
    if (response.ok) return await response.json();
    toast(complaintIn(await response.text()));
  } catch {
    toast("The sandbox does not answer");
  }
  return null;
}

/** The sandbox complains in JSON; what could not even be read is complained about in plain words. */
function complaintIn(text) {
  try {
    return JSON.parse(text).error;
  } catch {
    return text || "That did not work";
  }
}

let source = null;

/** Watches the chat of a person; `onPicture` gets everything that is to be seen, `onState` whether the line is up. */
export function watch(person, onPicture, onState) {
  source?.close();
  source = new EventSource(`/sandbox/events${person ? `?person=${person}` : ""}`);
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
  source.onmessage = (event) => onPicture(JSON.parse(event.data));
}
