// Builds elements. Texts always become text nodes: nothing that somebody wrote is ever read as HTML.

/** Makes an element: `make("p", {class: "x", onclick: f}, "text", child, …)`. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "style") element.style.cssText = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export const find = (id) => document.getElementById(id);

/** A drawing from its path, 24 by 24. */
export function icon(path, className = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  if (className) svg.setAttribute("class", className);
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

export const icons = {
  send: "M2 21 23 12 2 3v7l15 2-15 2Z",
  attach: "M16.5 6v11.5a4 4 0 0 1-8 0V5a2.5 2.5 0 0 1 5 0v10.5a1 1 0 0 1-2 0V6H10v9.5a2.5 2.5 0 0 0 5 0V5a4 4 0 0 0-8 0v12.5a5.5 5.5 0 0 0 11 0V6Z",
  keyboard: "M20 5H4a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2Zm-9 3h2v2h-2Zm0 3h2v2h-2ZM8 8h2v2H8Zm0 3h2v2H8Zm-1 2H5v-2h2Zm0-3H5V8h2Zm9 7H8v-2h8Zm0-4h-2v-2h2Zm0-3h-2V8h2Zm3 3h-2v-2h2Zm0-3h-2V8h2Z",
  close: "M19 6.4 17.6 5 12 10.6 6.4 5 5 6.4 10.6 12 5 17.6 6.4 19 12 13.4 17.6 19 19 17.6 13.4 12Z",
  pin: "M12 2a7 7 0 0 0-7 7c0 5.2 7 13 7 13s7-7.8 7-13a7 7 0 0 0-7-7Zm0 9.5A2.5 2.5 0 1 1 14.5 9 2.5 2.5 0 0 1 12 11.500Z",
  photo: "M21 19V5a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2ZM8.5 13.500l2.5 3 3.5-4.5 4.5 6H5Z",
  file: "M6 2a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8l-6-6Zm7 7V3.500L18.5 9Z",
  download: "M5 20h14v-2H5Zm14-11h-4V3H9v6H5l7 7Z",
  person: "M12 12a4 4 0 1 0-4-4 4 4 0 0 0 4 4Zm0 2c-2.7 0-8 1.3-8 4v2h16v-2c0-2.7-5.3-4-8-4Z",
  reply: "M10 9V5l-7 7 7 7v-4.100c5 0 8.5 1.6 11 5.1-1-5-4-10-11-11Z",
  copy: "M16 1H4a2 2 0 0 0-2 2v14h2V3h12Zm3 4H8a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2Zm0 16H8V7h11Z",
  window: "M19 4H5a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h14a2 2 0 0 0 2-2V6a2 2 0 0 0-2-2Zm0 14H5V8h14Z",
  outside: "M7 7v2h6.6L6 16.6 7.4 18 15 10.4V17h2V7Z",
  clock: "M12 2a10 10 0 1 0 10 10A10 10 0 0 0 12 2Zm0 18a8 8 0 1 1 8-8 8 8 0 0 1-8 8Zm.5-13H11v6l5.2 3.2.800-1.2-4.5-2.700Z",
};

/** The initials on a coloured circle that stand for somebody. */
export function paintAvatar(element, name, id) {
  const words = name.trim().split(/\s+/);
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? "").join("");
  element.textContent = letters.toUpperCase();
  element.dataset.tint = Math.abs(id) % 7;
}

/** A line at the bottom that passes. */
export function toast(text) {
  const line = make("div", { class: "toast" }, text);
  find("toasts").style.bottom = `${find("composer").offsetHeight + 16}px`;
  find("toasts").append(line);
  setTimeout(() => line.remove(), 3500);
}

/** A window over everything; `fill` gets the function that closes it. */
export function dialog(title, fill, options = {}) {
  const close = () => shade.remove();
  const box = make("div", { class: "dialog", role: "dialog", "aria-label": title || "Message" });
  const shade = make("div", { class: "shade", onclick: (event) => event.target === shade && close() }, box);
  shade.addEventListener("keydown", (event) => event.key === "Escape" && close());
  if (title) box.append(make("h2", {}, title));
  box.append(...[fill(close)].flat());
  if (options.wide) box.classList.add("wide");
  document.body.append(shade);
  box.querySelector("input, button")?.focus();
}

/** A message that must be read. */
export function alertBox(title, text) {
  dialog(title, (close) => [
    make("p", { class: "dialog-text" }, text),
    make("div", { class: "dialog-buttons" }, make("button", { type: "button", onclick: close }, "OK")),
  ]);
}

/** A list of choices beside the thing that was pressed. */
export function popup(anchor, items) {
  document.querySelector(".popup")?.remove();
  const menu = make("div", { class: "popup", role: "menu" });
  for (const item of items) {
    menu.append(make("button", {
      type: "button",
      role: "menuitem",
      class: item.danger ? "danger" : "",
      onclick: () => { menu.remove(); item.act(); },
    }, item.icon ? icon(item.icon) : null, item.label));
  }
  document.body.append(menu);
  const place = anchor.getBoundingClientRect();
  const size = menu.getBoundingClientRect();
  const below = place.bottom + size.height + 8 < innerHeight;
  menu.style.left = `${Math.max(8, Math.min(place.left, innerWidth - size.width - 8))}px`;
  menu.style.top = `${below ? place.bottom + 4 : place.top - size.height - 8}px`;
  setTimeout(() => addEventListener("click", () => menu.remove(), { once: true }));
}
