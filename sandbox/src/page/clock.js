// The sandbox's clock: shows it in a zone and in UTC, and moves it. Moves are computed by the sandbox, so that days with a clock change
// come out right.
import { find, make, icon, icons } from "./dom.js";
import { post } from "./server.js";

const ZONE = "sandbox.zone";
const COMMON = ["UTC", "Europe/London", "Europe/Berlin", "Europe/Kyiv", "Europe/Moscow", "Asia/Dubai", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland", "America/Sao_Paulo", "America/New_York", "America/Chicago", "America/Los_Angeles", "Pacific/Honolulu"];
const OTHER = "other";

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
let zone = isZone(localStorage.getItem(ZONE)) ? localStorage.getItem(ZONE) : ownZone;
let base = null;
let parts = null;

function isZone(name) {
  if (!name) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The sandbox's present moment in milliseconds. */
export const present = () => (base ? base.now + (performance.now() - base.at) : Date.now());

export function setTime(now) {
  base = { now, at: performance.now() };
  draw();
}

const format = (options, zoned = zone) => new Intl.DateTimeFormat("en-GB", { timeZone: zoned, ...options });

export const timeOf = (moment) => format({ hour: "2-digit", minute: "2-digit" }).format(moment);
export const fullTimeOf = (moment) => format({ dateStyle: "full", timeStyle: "medium" }).format(moment);

/** The words over the messages of a day. */
export function dayOf(moment) {
  const year = (value) => format({ year: "numeric" }).format(value);
  const sameYear = year(moment) === year(present());
  return format({ day: "numeric", month: "long", year: sameYear ? undefined : "numeric" }).format(moment);
}

/** Formats a moment as `tg-time` asks for it: r, or some of w d D t T. */
export function formatMoment(moment, wanted) {
  if (wanted?.includes("r")) return relative(moment);
  const options = {};
  if (wanted?.includes("w")) options.weekday = "long";
  if (wanted?.includes("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  else if (wanted?.includes("d")) Object.assign(options, { day: "2-digit", month: "2-digit", year: "2-digit" });
  if (wanted?.includes("T")) Object.assign(options, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  else if (wanted?.includes("t")) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  return format(options).format(moment);
}

function relative(moment) {
  const seconds = Math.round((moment - present()) / 1000);
  const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? units[3];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

const move = (wanted) => post("clock", wanted);

export function startClock() {
  parts = {
    time: make("div", { class: "clock-time" }),
    date: make("div", { class: "clock-date" }),
    utc: make("div", { class: "clock-utc" }),
  };
  find("clock").replaceChildren(
    make("div", { class: "clock-face" },
      icon(icons.clock), make("div", {}, parts.time, parts.date, parts.utc),
      make("button", { class: "icon-button clock-close", type: "button", "aria-label": "Close", onclick: toggle }, icon(icons.close))),
    zonePicker(),
    make("div", { class: "clock-moves" }, moves()),
    freeMove());
  find("clock-chip").addEventListener("click", toggle);
  setInterval(draw, 500);
  draw();
}

const toggle = () => document.body.classList.toggle("clock-open");

function zonePicker() {
  const known = [...new Set([ownZone, zone, ...COMMON])];
  const select = make("select", { "aria-label": "Zone of the clock", title: "The zone that times of day are meant in" },
    known.map((name) => make("option", { value: name, selected: name === zone }, name === ownZone ? `${name} (here)` : name)),
    make("option", { value: OTHER }, "another zone…"));
  const names = Intl.supportedValuesOf?.("timeZone") ?? [];
  const list = make("datalist", { id: "zones" }, names.map((name) => make("option", { value: name })));
  const field = make("input", { list: "zones", placeholder: "Area/City", hidden: true, "aria-label": "Name of the zone" });
  const use = (name) => {
    zone = name;
    localStorage.setItem(ZONE, name);
    draw();
    dispatchEvent(new Event("zonechange"));
  };
  select.addEventListener("change", () => {
    field.hidden = select.value !== OTHER;
    if (field.hidden) use(select.value);
    else field.focus();
  });
  field.addEventListener("change", () => {
    field.classList.toggle("wrong", !isZone(field.value));
    if (isZone(field.value)) use(field.value);
  });
  return make("div", { class: "clock-zone" }, select, field, list);
}

function moves() {
  const button = (label, wanted) => make("button", { type: "button", onclick: () => move(wanted()) }, label);
  return [
    button("+10 min", () => ({ kind: "by", seconds: 600 })),
    button("+1 hour", () => ({ kind: "by", seconds: 3600 })),
    button("to 21:00", () => ({ kind: "time", time: "21:00", zone })),
    button("next morning", () => ({ kind: "time", time: "08:00", zone })),
    button("+1 day", () => ({ kind: "days", days: 1, zone })),
    button("+1 week", () => ({ kind: "days", days: 7, zone })),
  ];
}

function freeMove() {
  const field = make("input", { placeholder: "HH:MM or YYYY-MM-DD HH:MM", "aria-label": "Move to a time" });
  const go = async () => {
    const text = field.value.trim();
    const wanted = text.length <= 5
      ? { kind: "time", time: text.padStart(5, "0"), zone }
      : { kind: "moment", at: text.replace(" ", "T"), zone };
    if (await move(wanted)) field.value = "";
  };
  field.addEventListener("keydown", (event) => event.key === "Enter" && go());
  return make("div", { class: "clock-free" }, field, make("button", { type: "button", onclick: go }, "Go"));
}

function draw() {
  if (!parts) return;
  const now = present();
  parts.time.textContent = format({ timeStyle: "medium" }).format(now);
  parts.date.textContent = format({ weekday: "short", day: "numeric", month: "short", year: "numeric" }).format(now);
  parts.utc.textContent = `${format({ weekday: "short", hour: "2-digit", minute: "2-digit" }, "UTC").format(now)} UTC`;
  find("clock-chip").textContent = format({ weekday: "short", hour: "2-digit", minute: "2-digit" }).format(now);
}
