// Text with entities → nodes. Offsets are UTF-16 code units, which is what JavaScript counts. Only text nodes and known elements are made.
import { make, toast } from "./dom.js";
import { formatMoment, fullTimeOf } from "./clock.js";

const BLOCKS = ["pre", "blockquote", "expandable_blockquote"];

/** `act` knows what a command does. */
export function format(text, entities, act) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return range(text, 0, text.length, sorted, act);
}

function range(text, start, end, entities, act) {
  const nodes = [];
  let at = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    index += 1;
    if (from >= to) continue;
    if (from > at) nodes.push(text.slice(at, from));
    // Whatever begins inside is drawn inside.
    const inner = [];
    while (index < entities.length && entities[index].offset < to) inner.push(entities[index++]);
    nodes.push(element(entity, text.slice(from, to), range(text, from, to, inner, act), act));
    // A block ends its line: the line break behind it would be one too many.
    at = BLOCKS.includes(entity.type) && text[to] === "\n" ? to + 1 : to;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function element(entity, text, children, act) {
  switch (entity.type) {
    case "bold": return make("strong", {}, children);
    case "italic": return make("em", {}, children);
    case "underline": return make("u", {}, children);
    case "strikethrough": return make("s", {}, children);
    case "code": return make("code", { title: "Copy", onclick: () => copy(text) }, children);
    case "pre": return make("pre", { "data-language": entity.language, onclick: () => copy(text) }, children);
    case "spoiler": return spoiler(children);
    case "blockquote": return make("blockquote", {}, children);
    case "expandable_blockquote": return expandable(children);
    case "text_link": return link(entity.url, children);
    case "url": return link(text, children);
    case "bot_command": return make("button", { type: "button", class: "command", onclick: () => act(text) }, children);
    case "mention": case "hashtag": case "text_mention": return make("span", { class: "mention" }, children);
    case "date_time": return moment(entity, text);
    default: return make("span", {}, children);
  }
}

function link(url, children) {
  const isSafe = /^(https?|tg|mailto|tel):/i.test(url);
  return make("a", isSafe ? { href: url, target: "_blank", rel: "noopener noreferrer", title: url } : {}, children);
}

function spoiler(children) {
  const node = make("span", { class: "spoiler", onclick: () => node.classList.add("shown") }, make("span", {}, children));
  return node;
}

function expandable(children) {
  const node = make("blockquote", { class: "expandable", onclick: () => node.classList.toggle("open") }, children);
  return node;
}

function moment(entity, text) {
  const at = entity.unix_time * 1000;
  return make("time", { class: "moment", title: fullTimeOf(at) }, entity.date_time_format ? formatMoment(at, entity.date_time_format) : text);
}

async function copy(text) {
  await navigator.clipboard?.writeText(text);
  toast("Copied");
}
export { copy };

/** One to three emoji and nothing else are shown large. */
export function isJumbo(text) {
  const bare = text.replace(/\s/g, "");
  return /^(?:\p{Extended_Pictographic}(?:\u200d\p{Extended_Pictographic}|\ufe0f|\p{Emoji_Modifier})*){1,3}$/u.test(bare);
}
