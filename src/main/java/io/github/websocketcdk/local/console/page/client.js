// A client of the WebSocket API: its card, from Connect to what it receives.

import { address, connectionOf, whyRefused } from "./address.js";
import { current, isLocal } from "./config.js";
import { know, useAsButton } from "./connections.js";
import { copy, option, part as partOf } from "./dom.js";
import { browse, remember } from "./history.js";
import { append, line } from "./lines.js";
import { payload } from "./payload.js";
import { post } from "./server.js";
import { templates } from "./templates.js";

const MAX_LINES = 500;
const LAST_CUT = 200; // characters of the last line, where the card is folded
const STATES = ["connecting…", "connected", "closing…", "not connected"]; // by WebSocket.readyState
const CLOSE_CODES = { 1000: "normal closure", 1001: "going away", 1006: "connection lost, no close frame" };
const ELSEWHERE = "elsewhere"; // no instance of this gateway
const SUBJECTS = ["alice", "bob", "carol", "dave", "erin", "frank"];
const FIELDS = ["endpoint", "subject", "query", "protocols", "message"];

// saved: what state() has returned before a reload, or only its number. changed: called when state() has.
export function createClient(saved, changed) {
  const card = copy("client-template");
  const part = (name) => partOf(card, name);
  const name = "Client " + saved.number;
  const [endpoint, subject, query, protocols, message] = FIELDS.map(part);
  let socket = null; // from Connect until it is closed
  let localId = null; // what the gateway calls this connection; null for any other endpoint
  let isConnecting = false;
  let isFolded = false;
  // The instance of the gateway that it is connected to, or was until that went away.
  let instance = saved.instance ?? null;
  let wasOpen = saved.isOpen ?? false;

  function log(kind, text) {
    append(part("log"), line(Date.now(), kind, payload(text)), MAX_LINES);
    part("last-line").textContent = kind + " " + text.slice(0, LAST_CUT);
  }

  async function connect() {
    if (socket || isConnecting) return;
    isConnecting = true;
    refresh();
    try {
      const offered = protocols.value.split(",").map((text) => text.trim()).filter(Boolean);
      const to = await address(endpoint.value, query.value, subject.value);
      listen(new WebSocket(to.url, offered), to.localId);
    } catch (error) {
      log("ERROR", error.message);
    }
    isConnecting = false;
    refresh();
  }

  function listen(opening, id) {
    let isOpen = false;
    socket = opening;
    localId = id;
    socket.onopen = () => {
      isOpen = true;
      instance = id ? current().instance : ELSEWHERE;
      log("CONNECTED", endpoint.value + (opening.protocol && ", sub-protocol " + opening.protocol));
      if (id) showConnection(id);
      refresh();
    };
    socket.onmessage = ({ data }) => log("RECEIVED", typeof data === "string" ? data : data.size + " binary bytes");
    socket.onclose = async ({ code, reason }) => {
      socket = null;
      // Closed on purpose, by either side: nothing to come back to.
      if (code === 1000) instance = null;
      refresh();
      if (isOpen) log("CLOSED", code + " " + (reason || CLOSE_CODES[code] || ""));
      else log("REFUSED", await whyRefused(endpoint.value, id));
    };
  }

  async function showConnection(id) {
    try {
      const { connectionId } = await connectionOf(id);
      know(connectionId, name);
      useAsButton(part("connection-id"), connectionId, "id").hidden = false;
      card.dataset.connection = connectionId;
    } catch (error) {
      log("ERROR", "No connection ID: " + error.message);
    }
  }

  function send() {
    if (socket?.readyState !== WebSocket.OPEN) return;
    socket.send(message.value);
    log("SENT", message.value);
    if (message.value) remember(message.value);
  }

  function close() {
    instance = null;
    socket?.close(1000);
    refresh();
  }

  // A browser cannot drop a TCP connection by itself: the local gateway does it from its end.
  async function vanish() {
    log("VANISH", "dropping the connection, $disconnect will not run");
    instance = null;
    try {
      await post("vanish", { localClient: localId });
    } catch (error) {
      log("ERROR", "Vanish: " + error.message);
    }
  }

  function fold(folded) {
    isFolded = folded;
    card.classList.toggle("folded", folded);
    part("fold").setAttribute("aria-expanded", !folded);
    card.querySelector(".client-body").hidden = folded;
    part("last-line").hidden = !folded;
    changed();
  }

  function refresh() {
    const state = socket ? socket.readyState : isConnecting ? WebSocket.CONNECTING : WebSocket.CLOSED;
    const focused = document.activeElement;
    if (card.dataset.state !== STATES[state]) card.dataset.state = part("state").textContent = STATES[state];
    for (const field of [endpoint, subject, query, protocols]) field.readOnly = state !== WebSocket.CLOSED;
    part("connect").disabled = state !== WebSocket.CLOSED;
    part("close").disabled = socket === null;
    part("send").disabled = state !== WebSocket.OPEN;
    part("vanish").disabled = state !== WebSocket.OPEN || localId === null;
    part("vanish").title = (socket ? localId : isLocal(endpoint.value))
      ? "Drop the connection the way a lost network does: no close frame, $disconnect does not run"
      : "Not for this endpoint: only the local gateway can drop a connection on request";
    part("options-set").textContent = [query.value.trim().replace(/\s*\n\s*/g, "&"), protocols.value.trim()]
      .filter(Boolean).join(" · ");
    // If the button that was just used is disabled now, the keyboard goes on at the next one.
    if (card.contains(focused) && focused.disabled) part(part("send").disabled ? "connect" : "send").focus();
    changed();
  }

  function useConfig(config) {
    const messages = templates(config);
    endpoint.defaultValue = config.endpoint; // shown unless another address was typed
    message.defaultValue = messages[0]?.message ?? "";
    subject.parentElement.hidden = !config.authorized;
    part("template").replaceChildren(option("", "Message for…"), ...messages.map((m) => option(m.message, m.route)));
    refresh();
    // Connected before a reload of the page, or to a server that was started again since.
    if (instance && !socket && (wasOpen || ![ELSEWHERE, config.instance].includes(instance))) connect();
    wasOpen = false;
  }

  function state() {
    const texts = FIELDS.map((field) => [field, part(field)]).filter(([, field]) => field.value !== field.defaultValue)
      .map(([field, { value }]) => [field, value]);
    return { number: saved.number, isFolded, instance, isOpen: socket !== null, ...Object.fromEntries(texts) };
  }

  subject.defaultValue = SUBJECTS[saved.number - 1] ?? "client-" + saved.number;
  for (const field of FIELDS.filter((field) => field in saved)) part(field).value = saved[field];
  part("fold").textContent = name;
  card.setAttribute("aria-label", name);
  part("log").setAttribute("aria-label", name + " log");
  part("remove").setAttribute("aria-label", "Remove " + name);
  part("fold").addEventListener("click", () => fold(!isFolded));
  part("close").addEventListener("click", close);
  part("vanish").addEventListener("click", vanish);
  part("template").addEventListener("change", ({ target }) => {
    message.value = target.value;
    target.selectedIndex = 0;
    message.focus();
    changed();
  });
  for (const field of FIELDS.map(part)) {
    field.addEventListener("input", refresh);
    field.addEventListener("change", refresh);
  }
  submit(endpoint.form, connect);
  submit(message.form, send);
  message.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  browse(message);
  fold(saved.isFolded ?? false);
  if (current()) useConfig(current());
  return { card, name, connect, close, fold, useConfig, state, isConnected: () => socket?.readyState === WebSocket.OPEN };
}

function submit(form, action) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    action();
  });
}
