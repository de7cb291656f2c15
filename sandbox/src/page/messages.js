// The messages of a chat. A message is drawn anew only when it changed; everything else keeps its place and its state.
import { dialog, find, icon, icons, make, popup } from "./dom.js";
import { post } from "./server.js";
import { copy, format, isJumbo } from "./formatting.js";
import { dayOf, fullTimeOf, timeOf } from "./clock.js";
import { replyTo } from "./composer.js";

const EFFECTS = { "5046509860389126442": "🎉", "5104841245755180586": "🔥", "5107584321108051014": "👍", "5159385139981059251": "❤️" };
/** What a button does other than telling the bot. */
const MARKS = { url: icons.outside, web_app: icons.window, copy_text: icons.copy, switch_inline: icons.outside, switch_inline_here: icons.outside };
/** A tap that nobody answers stops shimmering. */
const PATIENCE = 15000;

let drawn = new Map();
let unreadFrom = null;
let tapping = new Map();
let chat = null;
let isFirst = true;
let missed = 0;
/** New messages come into sight by themselves, until somebody scrolls up to read. */
let followsEnd = true;
let lastTop = 0;

export function forgetMessages() {
  drawn = new Map();
  unreadFrom = null;
  isFirst = true;
  find("messages").replaceChildren();
}

addEventListener("zonechange", () => { drawn = new Map(); if (chat) drawMessages(chat.chat, chat.bot); });

export function drawMessages(nextChat, bot) {
  chat = { chat: nextChat, bot };
  if (isFirst) unreadFrom = nextChat.messages.find((message) => message.author === "bot" && message.id > nextChat.read_through)?.id ?? null;
  const nodes = arranged(nextChat, bot);
  const list = find("messages");
  place(list, nodes.list);
  const isOwn = nodes.fresh.at(-1)?.author === "person";
  if (isFirst || isOwn || followsEnd) toEnd(isFirst ? "auto" : "smooth");
  else missed += nodes.fresh.length;
  if (!isFirst) nodes.fresh.forEach(playEffect);
  if (isOwn) unreadFrom = null;
  isFirst = false;
  drawDown();
}

/** All nodes in order, kept ones reused; and the messages that are new. */
function arranged({ messages }, bot) {
  const list = [];
  const fresh = [];
  const kept = new Map();
  let day = null;
  messages.forEach((message, index) => {
    const today = dayOf(Date.parse(message.date));
    if (today !== day) list.push(separator(`day ${today}`, "day", today));
    day = today;
    if (message.id === unreadFrom) list.push(separator("unread", "unread", "Unread messages"));
    const next = messages[index + 1];
    const endsGroup = !next || next.author !== message.author || dayOf(Date.parse(next.date)) !== today;
    const text = JSON.stringify(message);
    let entry = drawn.get(message.id);
    if (!entry) fresh.push(message);
    if (!entry || entry.text !== text) entry = { text, node: draw(message) };
    entry.node.classList.toggle("last", endsGroup);
    kept.set(message.id, entry);
    list.push(entry.node);
  });
  if (messages.length === 0) list.push(greeting(bot));
  drawn = kept;
  return { list, fresh };
}

function place(list, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => { if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null); });
}

const separators = new Map();
function separator(key, className, text) {
  if (!separators.has(key)) separators.set(key, make("div", { class: `separator ${className}` }, make("span", {}, text)));
  return separators.get(key);
}

function greeting(bot) {
  return make("div", { class: "greeting" },
    make("b", {}, bot.description ? "What can this bot do?" : bot.name),
    make("p", {}, bot.description ?? "No messages here yet. Press START to begin."));
}

function draw(message) {
  const isOwn = message.author === "person";
  const jumbo = !message.media && !message.reply_to && message.entities.length === 0 && !message.markup && isJumbo(message.text);
  const bubble = make("div", { class: `bubble${jumbo ? " jumbo" : ""}${message.media?.photo ? " has-photo" : ""}` },
    quoted(message), media(message), words(message), foot(message, isOwn));
  const node = make("div", { class: `message ${isOwn ? "own" : "bot"}`, "data-id": message.id },
    make("div", { class: "column" }, bubble, reaction(message), keyboard(message)));
  bubble.addEventListener("dblclick", () => replyTo(message));
  bubble.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a")) return;
    event.preventDefault();
    popup({ getBoundingClientRect: () => new DOMRect(event.clientX, event.clientY, 0, 0) }, [
      { label: "Reply", icon: icons.reply, act: () => replyTo(message) },
      { label: "Copy text", icon: icons.copy, act: () => copy(message.text) },
    ]);
  });
  return node;
}

function words(message) {
  if (!message.text) return null;
  const command = (text) => post("say", { person: message.chat, text });
  return make("div", { class: "words", dir: "auto" }, format(message.text, message.entities, command));
}

function foot(message, isOwn) {
  const at = Date.parse(message.date);
  const ticks = isOwn ? icon("M1 12.5 5.5 17 15 7.5M9.5 16 10.5 17 20 7.5", "ticks") : null;
  return make("span", { class: "foot", title: fullTimeOf(at) },
    message.silent ? "🔕 " : null,
    message.reworded ? make("i", {}, "edited ") : null,
    make("time", {}, timeOf(at)), ticks);
}

function quoted(message) {
  const original = message.reply_to && chat?.chat.messages.find((other) => other.id === message.reply_to);
  if (!original) return null;
  const jump = () => find("messages").querySelector(`[data-id="${original.id}"]`)?.scrollIntoView({ block: "center", behavior: "smooth" });
  return make("button", { type: "button", class: "quoted", onclick: jump },
    make("b", {}, original.author === "bot" ? chat.bot.name : "You"),
    make("span", {}, original.text || "Attachment"));
}

function reaction(message) {
  return message.reaction ? make("span", { class: "reaction" }, message.reaction) : null;
}

function media({ media }) {
  if (!media) return null;
  if (media.photo) return photo(media.photo);
  if (media.document) return documentCard(media.document.file);
  if (media.location) return locationCard(media.location);
  return make("div", { class: "card" }, make("span", { class: "card-icon" }, icon(icons.person)),
    make("span", {}, make("b", {}, media.contact.first_name), make("small", {}, media.contact.phone)));
}

function photo({ file, width, height }) {
  const address = `/sandbox/file/${file.id}`;
  const large = () => dialog("", () => make("img", { src: address, alt: "Photo" }), { wide: true });
  return make("img", { class: "photo", src: address, alt: "Photo", width, height, style: `aspect-ratio: ${width} / ${height}`, onclick: large });
}

function documentCard(file) {
  const size = file.size < 1024 ? `${file.size} B` : file.size < 1048576 ? `${(file.size / 1024).toFixed(1)} KB` : `${(file.size / 1048576).toFixed(1)} MB`;
  return make("a", { class: "card", href: `/sandbox/file/${file.id}`, download: file.name },
    make("span", { class: "card-icon" }, icon(icons.download)),
    make("span", {}, make("b", {}, file.name), make("small", {}, size)));
}

function locationCard({ latitude, longitude }) {
  return make("div", { class: "map" }, icon(icons.pin), make("small", {}, `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`));
}

function keyboard(message) {
  const rows = message.markup?.inline;
  if (!rows) return null;
  return make("div", { class: "keyboard" }, rows.map((row) => make("div", { class: "row" }, row.map((button) => inlineButton(message, button)))));
}

function inlineButton(message, button) {
  const [kind, value] = Object.entries(button.action)[0];
  const mark = MARKS[kind];
  const node = make("button", { type: "button", class: button.style ? `style-${button.style}` : "", dir: "auto" },
    make("span", {}, button.label), mark ? icon(mark, "mark") : null);
  node.addEventListener("click", () => press(node, message, kind, value));
  return node;
}

function press(node, message, kind, value) {
  if (kind === "callback") return tap(node, message, value);
  if (kind === "copy_text") return copy(value);
  if (kind !== "url" && kind !== "web_app") return undefined;
  return dialog("Open link", (close) => [
    make("p", { class: "dialog-text" }, value),
    make("div", { class: "dialog-buttons" },
      make("button", { type: "button", onclick: close }, "Cancel"),
      make("a", { href: /^(https?|tg):/i.test(value) ? value : `http://${value}`, target: "_blank", rel: "noopener noreferrer", onclick: close }, "Open")),
  ]);
}

async function tap(node, message, data) {
  node.classList.add("waiting");
  const answer = await post("tap", { person: message.chat, message: message.id, data });
  if (!answer) return node.classList.remove("waiting");
  tapping.set(answer.query, node);
  setTimeout(() => settle(answer.query), PATIENCE);
  return settleTaps(chat?.chat.taps ?? []);
}

/** Takes the shimmer from buttons whose tap was answered. */
export function settleTaps(taps) {
  for (const { id, answer } of taps) if (answer) settle(id);
}

function settle(query) {
  tapping.get(query)?.classList.remove("waiting");
  tapping.delete(query);
}

function playEffect(message) {
  const emoji = EFFECTS[message.effect];
  if (!emoji) return;
  const layer = make("div", { class: "effect" });
  for (let index = 0; index < 14; index += 1) {
    layer.append(make("span", { style: `left: ${(index * 37) % 100}%; animation-delay: ${(index % 7) * 0.12}s` }, emoji));
  }
  document.body.append(layer);
  setTimeout(() => layer.remove(), 3500);
}

export function toEnd(behavior = "smooth") {
  const scroll = find("scroll");
  missed = 0;
  followsEnd = true;
  requestAnimationFrame(() => scroll.scrollTo({ top: scroll.scrollHeight, behavior }));
}

function drawDown() {
  const scroll = find("scroll");
  const isAway = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight > 200;
  if (!isAway) missed = 0;
  find("down").hidden = !isAway;
  find("down-count").hidden = missed === 0;
  find("down-count").textContent = String(missed);
}

find("scroll").addEventListener("scroll", () => {
  const { scrollTop, scrollHeight, clientHeight } = find("scroll");
  if (scrollTop < lastTop - 2) followsEnd = false;
  if (scrollHeight - scrollTop - clientHeight < 80) followsEnd = true;
  lastTop = scrollTop;
  drawDown();
}, { passive: true });
// A keyboard that opens below must not cover the newest message.
new ResizeObserver(() => followsEnd && toEnd("auto")).observe(find("scroll"));
find("down").addEventListener("click", () => toEnd());
