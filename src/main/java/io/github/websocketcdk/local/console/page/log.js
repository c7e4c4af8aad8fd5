// The functions' logs.

import { connectionButton, know, known, onChange, select, selection } from "./connections.js";
import { byId, element, option } from "./dom.js";
import { append, line } from "./lines.js";
import { folded, payload } from "./payload.js";
import { load, save } from "./storage.js";

const MAX_LINES = 2000;
const LEVELS = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
// As Maven writes them, and as javac does: file, line, what is wrong.
const COMPILE_ERROR = /(\S*?)([^\s/\\]+\.(?:java|kt|scala)):(?:\[(\d+),\d+\]|(\d+):) *(?:error: *)?(.*)/g;
const REQUEST_ID = /^(RequestId: )([0-9a-f-]{36})(.*)$/s;

const log = byId("function-log");
const filters = { function: byId("log-function"), level: byId("log-level"), text: byId("log-text") };
const records = new WeakMap(); // by line element
// The last line shown, also of those that were cleared: "<instance of the server>:<number>".
let last = load("cleared", "");

export function showLine(record, id) {
  const [instance, lastInstance] = [id, last].map((text) => text.split(":")[0]);
  const lastNumber = instance === lastInstance ? Number(last.split(":")[1]) : 0;
  if (record.id <= lastNumber) return;
  if (lastNumber && record.id > lastNumber + 1) {
    add({ time: record.time, level: "WARN", function: "local", origin: {},
      message: record.id - lastNumber - 1 + " lines are missing: this page was too slow for them" });
  }
  last = id;
  const { connectionId } = record.origin;
  if (connectionId) know(connectionId);
  if (![...filters.function.options].some(({ value }) => value === record.function)) {
    filters.function.append(option(record.function));
  }
  add(record);
}

function add(record) {
  const { connectionId } = record.origin;
  const added = line(record.time, record.level, element("span", "function", record.function),
    connectionId ? connectionButton(connectionId) : element("span"), content(record));
  records.set(added, record);
  added.hidden = !matches(record);
  append(log, added, MAX_LINES);
  count();
}

function content({ message, level }) {
  const errors = level === "ERROR" ? [...message.matchAll(COMPILE_ERROR)] : [];
  if (errors.length) {
    const all = element("div", "text");
    for (const [, folder, file, mavens, javacs, what] of errors) {
      const place = element("p");
      place.append(element("strong", "", file + ":" + (mavens ?? javacs)), " " + what, element("span", "hint", " " + folder));
      all.append(place);
    }
    if (message.includes("\n")) all.append(folded(message.split("\n")[0], message));
    return all;
  }
  const [, before, requestId, after] = message.match(REQUEST_ID) ?? [];
  if (!requestId) return payload(message);
  const text = element("span", "text", before);
  const button = element("button", "link", requestId);
  button.type = "button";
  button.title = "All lines of this invocation";
  button.onclick = () => {
    filters.text.value = filters.text.value === requestId ? "" : requestId;
    filter();
  };
  text.append(button, after);
  return text;
}

function matches({ function: name, level, message, origin }) {
  const text = filters.text.value.trim().toLowerCase();
  return (!filters.function.value || name === filters.function.value)
    && (!filters.level.value || LEVELS.indexOf(level) >= LEVELS.indexOf(filters.level.value))
    && (!selection() || origin.connectionId === selection() || message.includes(selection()))
    && (!text || message.toLowerCase().includes(text) || origin.requestId === text);
}

function filter() {
  for (const shown of log.children) shown.hidden = !matches(records.get(shown));
  log.scrollTop = log.scrollHeight;
  count();
}

let isCounting = false;

function count() {
  if (isCounting) return;
  isCounting = true;
  requestAnimationFrame(showCount);
}

function showCount() {
  isCounting = false;
  const hidden = log.querySelectorAll(":scope > [hidden]").length;
  byId("log-count").textContent = hidden ? log.childElementCount - hidden + " of " + log.childElementCount + " lines" : "";
}

function showConnections() {
  const select = byId("log-connection");
  const options = known().filter(([id, name]) => name || id === selection())
    .map(([id, name]) => option(id, [name, id].filter(Boolean).join(" · ")));
  select.replaceChildren(option("", "All connections"), ...options);
  select.value = selection();
}

function clear() {
  log.replaceChildren();
  save("cleared", last);
  count();
}

export function start() {
  byId("clear-log").addEventListener("click", clear);
  byId("log-connection").addEventListener("change", ({ target }) => select(target.value));
  filters.text.addEventListener("input", filter);
  filters.function.addEventListener("change", filter);
  filters.level.addEventListener("change", filter);
  let selected = "";
  onChange(() => {
    showConnections();
    if (selected !== selection()) filter();
    selected = selection();
  });
}
