// The connections that the page has heard of, and the one that is looked at: its client, row and log lines are shown.

const names = new Map(); // connection id -> the client's name, "" if it is not one of this page
const listeners = [];
let selected = "";

export const isKnown = (id) => names.has(id);
export const selection = () => selected;
export const known = () => [...names];

export function onChange(listener) {
  listeners.push(listener);
}

const changed = () => listeners.forEach((listener) => listener());

export function know(id, name = "") {
  if (names.has(id) && (!name || names.get(id) === name)) return;
  names.set(id, name);
  for (const button of buttons()) label(button);
  changed();
}

export function select(id) {
  selected = id;
  for (const button of buttons()) press(button);
  changed();
}

export function shortName(id) {
  return names.get(id) || id.slice(0, 6) + "…";
}

const buttons = () => document.querySelectorAll("button.connection");

function label(button) {
  if (button.dataset.text === "name") button.textContent = shortName(button.dataset.connection);
}

function press(button) {
  button.setAttribute("aria-pressed", button.dataset.connection === selected);
}

// text: "name" of the client, or "id".
export function useAsButton(button, id, text) {
  Object.assign(button.dataset, { connection: id, text });
  button.type = "button";
  button.className = "connection";
  button.textContent = text === "id" ? id : shortName(id);
  button.title = "Client, row and log lines of connection " + id;
  button.onclick = () => select(selected === id ? "" : id);
  press(button);
  return button;
}

export const connectionButton = (id) => useAsButton(document.createElement("button"), id, "name");
