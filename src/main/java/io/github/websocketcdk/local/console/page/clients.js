// All clients of this tab.

import { onConfig } from "./config.js";
import { onChange, selection } from "./connections.js";
import { createClient } from "./client.js";
import { byId, part } from "./dom.js";
import { load, save } from "./storage.js";

const MANY = 10;
const HINT = "Connect, then send: every client receives it.";
const clients = [];
let isLeaving = false;

function changed() {
  const connected = clients.filter((client) => client.isConnected()).length;
  byId("client-count").textContent = connected ? connected + " of " + clients.length + " connected" : HINT;
  // A browser closes the sockets of a page that it leaves: that is not what is to be restored.
  if (!isLeaving) save("clients", clients.map((client) => client.state()));
}

function add(saved) {
  const client = createClient(saved, changed);
  part(client.card, "remove").addEventListener("click", () => {
    clients.splice(clients.indexOf(client), 1);
    client.close();
    client.card.remove();
    byId("add-client").focus();
    changed();
  });
  clients.push(client);
  byId("clients").append(client.card);
  changed();
  return client;
}

const nextNumber = () => 1 + Math.max(0, ...clients.map((client) => client.state().number));

function showSelection() {
  for (const { card } of clients) {
    const isSelected = Boolean(selection()) && card.dataset.connection === selection();
    card.classList.toggle("selected", isSelected);
    if (isSelected) card.scrollIntoView({ block: "nearest" });
  }
}

export function start() {
  byId("add-client").addEventListener("click", () => part(add({ number: nextNumber() }).card, "connect").focus());
  byId("add-clients").addEventListener("click", () => {
    for (let added = 0; added < MANY; added++) add({ number: nextNumber(), isFolded: true });
  });
  byId("connect-all").addEventListener("click", () => clients.forEach((client) => client.connect()));
  byId("close-all").addEventListener("click", () => clients.forEach((client) => client.close()));
  addEventListener("pagehide", () => (isLeaving = true));
  addEventListener("pageshow", () => (isLeaving = false));
  onConfig((config) => clients.forEach((client) => client.useConfig(config)));
  onChange(showSelection);
  load("clients", [{ number: 1 }, { number: 2 }]).forEach(add);
}
