// Where a person writes: text, command menu, attachments, the reply keyboard; or one large button when there is only one thing to do.
import { dialog, find, icon, icons, make, popup, toast } from "./dom.js";
import { post, upload } from "./server.js";

const PLACES = [["Berlin", 52.52, 13.405], ["London", 51.5074, -0.1278], ["Moscow", 55.7558, 37.6173], ["Kathmandu", 27.7172, 85.324], ["Tokyo", 35.6762, 139.6503], ["New York", 40.7128, -74.006], ["Honolulu", 21.3069, -157.8583], ["Auckland", -36.8509, 174.7645]];

let chat = null;
let shape = "";
let replying = null;
let keyboardIsOpen = true;
const drafts = new Map();

export function drawComposer(next) {
  if (chat && chat.person.id !== next.person.id) replying = null;
  const hadKeyboard = JSON.stringify(chat?.reply_keyboard ?? null);
  chat = next;
  if (JSON.stringify(next.reply_keyboard) !== hadKeyboard) keyboardIsOpen = true;
  draw();
}

export function replyTo(message) {
  replying = message;
  draw();
  find("composer").querySelector("textarea")?.focus();
}

// Drawn anew only when something other than the text changed, so that nobody loses what they are writing.
function draw() {
  const nextShape = JSON.stringify([chat.person.id, chat.standing, chat.reply_keyboard, chat.commands, chat.menu_button, replying?.id, keyboardIsOpen]);
  if (nextShape === shape) return;
  const focused = document.activeElement?.matches("#composer textarea");
  shape = nextShape;
  const { standing } = chat;
  const composer = find("composer");
  if (standing === "stranger") composer.replaceChildren(single("START", () => say("/start")));
  else if (standing === "blocked") composer.replaceChildren(single("RESTART BOT", () => post("unblock", { person: chat.person.id })));
  else composer.replaceChildren(...[replyBar(), line(), replyKeyboard()].filter(Boolean));
  if (focused) composer.querySelector("textarea")?.focus();
}

const single = (label, act) => make("button", { type: "button", class: "single", onclick: act }, label);

async function say(text) {
  const done = await post("say", { person: chat.person.id, text, reply_to: replying?.id ?? null });
  if (done && replying) {
    replying = null;
    draw();
  }
  return done;
}

function replyBar() {
  if (!replying) return null;
  return make("div", { class: "reply-bar" }, icon(icons.reply),
    make("span", {}, make("b", {}, `Reply to ${replying.author === "bot" ? "the bot" : "yourself"}`), make("small", {}, replying.text || "Attachment")),
    make("button", { type: "button", class: "icon-button", "aria-label": "Do not reply", onclick: () => { replying = null; draw(); } }, icon(icons.close)));
}

function line() {
  const person = chat.person.id;
  const field = make("textarea", { rows: 1, placeholder: chat.reply_keyboard?.placeholder ?? "Message", "aria-label": "Message", maxlength: 4096 });
  field.value = drafts.get(person) ?? "";
  const send = make("button", { type: "button", class: "icon-button send", "aria-label": "Send" }, icon(icons.send));
  const fit = () => {
    drafts.set(person, field.value);
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
    send.classList.toggle("ready", field.value.trim() !== "");
  };
  const go = async () => {
    const text = field.value;
    if (text.trim() === "") return;
    field.value = "";
    fit();
    if (!(await say(text))) { field.value = text; fit(); }
  };
  field.addEventListener("input", fit);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    go();
  });
  send.addEventListener("click", go);
  requestAnimationFrame(fit);
  return make("div", { class: "line" }, menuButton(), attachButton(), field, keyboardToggle(), send);
}

function menuButton() {
  const app = chat.menu_button?.type === "web_app" ? chat.menu_button : null;
  if (app) return make("a", { class: "menu-button", href: app.web_app.url, target: "_blank", rel: "noopener noreferrer" }, app.text);
  if (chat.commands.length === 0) return null;
  const open = (event) => {
    event.stopPropagation();
    if (find("composer").querySelector(".commands")) return find("composer").querySelector(".commands").remove();
    const list = make("div", { class: "commands", role: "menu" }, chat.commands.map(({ command, description }) =>
      make("button", { type: "button", role: "menuitem", onclick: () => { list.remove(); say(`/${command}`); } },
        make("span", {}, description), make("i", {}, `/${command}`))));
    find("composer").prepend(list);
    return setTimeout(() => addEventListener("click", () => list.remove(), { once: true }));
  };
  return make("button", { type: "button", class: "menu-button", onclick: open }, make("span", { class: "bars" }), "Menu");
}

function attachButton() {
  return make("button", {
    type: "button",
    class: "icon-button",
    "aria-label": "Attach",
    onclick: (event) => {
      event.stopPropagation();
      popup(event.currentTarget, [
        { label: "Photo", icon: icons.photo, act: () => choose("photo", "image/png,image/jpeg") },
        { label: "File", icon: icons.file, act: () => choose("document", "") },
        { label: "Location", icon: icons.pin, act: chooseLocation },
      ]);
    },
  }, icon(icons.attach));
}

function choose(kind, accept) {
  const input = make("input", { type: "file", accept });
  input.addEventListener("change", () => input.files[0] && upload(chat.person.id, kind, input.files[0], ""));
  input.click();
}

export function chooseLocation() {
  const { id } = chat.person;
  dialog("Send a location", (close) => {
    const share = async (latitude, longitude) => (await post("location", { person: id, latitude, longitude })) && close();
    const field = make("input", { placeholder: "latitude, longitude", "aria-label": "Latitude, longitude" });
    const custom = () => {
      const numbers = field.value.split(/[,\s]+/).filter(Boolean).map(Number);
      if (numbers.length === 2 && numbers.every(Number.isFinite)) share(...numbers);
      else toast("Two numbers, please: 52.52, 13.405");
    };
    field.addEventListener("keydown", (event) => event.key === "Enter" && custom());
    return [
      make("div", { class: "places" }, PLACES.map(([name, latitude, longitude]) => make("button", { type: "button", onclick: () => share(latitude, longitude) }, name))),
      make("label", {}, "Another place", field),
      make("div", { class: "dialog-buttons" },
        make("button", { type: "button", onclick: close }, "Cancel"),
        make("button", { type: "button", onclick: custom }, "Send")),
    ];
  });
}

function keyboardToggle() {
  if (!chat.reply_keyboard) return null;
  const toggle = () => { keyboardIsOpen = !keyboardIsOpen; draw(); };
  return make("button", { type: "button", class: `icon-button${keyboardIsOpen ? " on" : ""}`, "aria-label": "Keyboard of the bot", onclick: toggle }, icon(icons.keyboard));
}

function replyKeyboard() {
  if (!chat.reply_keyboard || !keyboardIsOpen) return null;
  const press = (button) => (button.asks === "location" ? chooseLocation() : post("press", { person: chat.person.id, label: button.label }));
  return make("div", { class: "reply-keyboard" }, chat.reply_keyboard.rows.map((row) => make("div", { class: "row" },
    row.map((button) => make("button", { type: "button", class: button.style ? `style-${button.style}` : "", onclick: () => press(button) }, button.label)))));
}
