// The list of people to chat as, and the window that adds one.
import { dialog, find, make, paintAvatar } from "./dom.js";
import { post } from "./server.js";
import { timeOf } from "./clock.js";

const LANGUAGES = [["en", "English"], ["ru", "Русский"], ["de", "Deutsch"], ["es", "Español"], ["fr", "Français"], ["pt-br", "Português (Brasil)"], ["uk", "Українська"], ["", "not told"]];

export function drawPeople(people, chosen, choose) {
  find("people").replaceChildren(...people.map((entry) => line(entry, chosen, choose)));
}

function line({ person, standing, unread, last }, chosen, choose) {
  const avatar = make("div", { class: "avatar" });
  const name = [person.first_name, person.last_name].filter(Boolean).join(" ");
  paintAvatar(avatar, name, person.id);
  const preview = standing === "blocked" ? "blocked the bot" : previewOf(last);
  return make("button", {
    type: "button",
    class: `person${person.id === chosen ? " chosen" : ""}`,
    "aria-current": person.id === chosen ? "true" : null,
    onclick: () => choose(person.id),
  },
  avatar,
  make("span", { class: "person-lines" },
    make("span", { class: "person-first" },
      make("b", {}, name),
      person.language ? make("i", { class: "language" }, person.language) : null,
      make("time", {}, last ? timeOf(Date.parse(last.date)) : "")),
    make("span", { class: "person-second" },
      make("span", { class: "preview" }, preview),
      unread > 0 ? make("span", { class: "badge" }, String(unread)) : null)));
}

function previewOf(last) {
  if (!last) return "no messages yet";
  const words = last.text || (last.has_media ? "Attachment" : "");
  return `${last.is_own ? "You: " : ""}${words}`;
}

export function addPerson(choose) {
  dialog("Add a person", (close) => {
    const name = make("input", { placeholder: "Name", maxlength: 64, "aria-label": "Name" });
    const language = make("select", { "aria-label": "Language of their app" },
      LANGUAGES.map(([code, label]) => make("option", { value: code }, code ? `${label} (${code})` : label)));
    const add = async () => {
      const answer = await post("people", { first_name: name.value, language: language.value || null });
      if (!answer) return;
      close();
      choose(answer.id);
    };
    name.addEventListener("keydown", (event) => event.key === "Enter" && add());
    return [
      make("label", {}, "Name", name),
      make("label", {}, "Language of their app", language),
      make("div", { class: "dialog-buttons" },
        make("button", { type: "button", onclick: close }, "Cancel"),
        make("button", { type: "button", onclick: add }, "Add")),
    ];
  });
}
