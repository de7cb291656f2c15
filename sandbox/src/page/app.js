// The page as a whole: who is chatting, what came from the sandbox, and who draws what.
import { alertBox, find, make, paintAvatar, popup, toast } from "./dom.js";
import { post, watch } from "./server.js";
import { drawPeople, addPerson } from "./people.js";
import { drawMessages, forgetMessages, settleTaps } from "./messages.js";
import { drawComposer } from "./composer.js";
import { setTime, startClock } from "./clock.js";

const CHOSEN = "sandbox.person";

let person = Number(localStorage.getItem(CHOSEN)) || null;
let picture = null;
let isOnline = false;
const shownAnswers = new Set();
let knowsAnswers = false;

function choose(id) {
  person = id;
  knowsAnswers = false;
  localStorage.setItem(CHOSEN, id);
  document.body.classList.add("in-chat");
  forgetMessages();
  watch(person, show, setOnline);
}

function setOnline(value) {
  isOnline = value;
  drawHead();
}

function show(next) {
  picture = next;
  setTime(next.now);
  const known = next.people.some((entry) => entry.person.id === person);
  if (!known && next.people.length > 0) {
    const wasInChat = document.body.classList.contains("in-chat");
    choose(next.people[0].person.id);
    document.body.classList.toggle("in-chat", wasInChat);
    return;
  }
  drawPeople(next.people, person, choose);
  drawHead();
  document.body.classList.toggle("nobody", !next.chat);
  if (!next.chat) return;
  drawMessages(next.chat, next.bot);
  drawComposer(next.chat);
  drawPinned(next.chat);
  showAnswers(next.chat);
  markRead(next.chat);
}

function drawHead() {
  if (!picture) return;
  find("bot-name").textContent = picture.bot.name;
  paintAvatar(find("bot-avatar"), picture.bot.name, 4);
  const activity = picture.chat?.activity;
  const doing = { typing: "typing", upload_photo: "sending a photo", upload_document: "sending a file", find_location: "finding a place" };
  const state = find("bot-state");
  state.textContent = !isOnline ? "connecting…" : activity ? `${doing[activity] ?? "working"}…` : "bot";
  state.classList.toggle("active", isOnline && Boolean(activity));
  document.title = picture.bot.name;
}

function drawPinned(chat) {
  const pinned = chat.messages.findLast((message) => message.pinned);
  const bar = find("pinned");
  bar.hidden = !pinned;
  if (pinned) {
    bar.replaceChildren(make("b", {}, "Pinned message"), make("span", {}, pinned.text));
    bar.onclick = () => find("messages").querySelector(`[data-id="${pinned.id}"]`)?.scrollIntoView({ block: "center", behavior: "smooth" });
  }
}

// Toasts and alerts of taps that were answered while the page looked on; older ones are history.
function showAnswers(chat) {
  settleTaps(chat.taps);
  for (const tap of chat.taps) {
    if (!tap.answer || shownAnswers.has(tap.id)) continue;
    shownAnswers.add(tap.id);
    if (!knowsAnswers || !tap.answer.text) continue;
    if (tap.answer.alert) alertBox(picture.bot.name, tap.answer.text);
    else toast(tap.answer.text);
  }
  knowsAnswers = true;
}

function markRead(chat) {
  const newest = chat.messages.at(-1)?.id ?? 0;
  const isSeen = !document.hidden && (matchMedia("(min-width: 761px)").matches || document.body.classList.contains("in-chat"));
  if (isSeen && newest > chat.read_through) post("read", { person: chat.person.id });
}

find("add-person").addEventListener("click", () => addPerson(choose));
find("back").addEventListener("click", () => document.body.classList.remove("in-chat"));
find("menu").addEventListener("click", (event) => {
  event.stopPropagation();
  if (!picture?.chat) return;
  const blocked = picture.chat.standing === "blocked";
  const items = [{ label: "Send /start", act: () => post("say", { person, text: "/start" }) }];
  if (blocked) items.splice(0, 1, { label: "Unblock and restart", act: () => post("unblock", { person }) });
  else items.push({ label: "Block bot", danger: true, act: () => post("block", { person }) });
  popup(find("menu"), items);
});
document.addEventListener("visibilitychange", () => picture?.chat && markRead(picture.chat));

startClock();
watch(person, show, setOnline);
