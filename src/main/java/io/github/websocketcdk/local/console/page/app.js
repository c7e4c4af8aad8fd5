// The console page of the local runner: clients of the WebSocket API, the tables, the functions' logs.
// It uses GET /_local/config, GET /_local/events (Server-Sent Events) and POST /_local/vanish.

const MAX_LINES = 500;
const HIGHLIGHT_MS = 3000; // the length of the animation "new-row" in style.css
const STATES = ["connecting…", "connected", "closing…", "not connected"]; // by WebSocket.readyState
const CLOSE_CODES = { 1000: "normal closure", 1001: "going away", 1006: "connection lost, no close frame" };

const byId = (id) => document.getElementById(id);
const clock = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3, hourCycle: "h23",
});

function element(tag, className = "", text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

// Appends a line to a log and shows it, unless the reader has scrolled up.
function addLine(log, time, kind, text, functionName) {
  const atBottom = log.scrollHeight - log.scrollTop - log.clientHeight < 8;
  const line = element("p", "line");
  line.dataset.kind = kind;
  line.append(element("time", "", clock.format(time)), " ", element("b", "kind", kind), " ");
  if (functionName) line.append(element("span", "function", functionName), " ");
  line.append(element("span", "text", text));
  log.append(line);
  if (log.childElementCount > MAX_LINES) log.firstElementChild.remove();
  if (atBottom) log.scrollTop = log.scrollHeight;
}

// ---- Configuration ----

let config = null;

async function loadConfig() {
  config = await (await fetch("/_local/config", { cache: "no-store" })).json();
  for (const place of document.querySelectorAll("[data-config]")) {
    const value = config[place.dataset.config];
    place.textContent = Array.isArray(value) ? value.join(" ") : value;
  }
  document.title = config.stage + " – WebSocket API console";
  for (const useConfig of clients.values()) useConfig();
}

function isLocal(endpoint) {
  try {
    return new URL(endpoint).host === new URL(config.endpoint).host;
  } catch {
    return false; // not an address yet, or no configuration yet
  }
}

// ---- Clients ----

const clients = new Map(); // a client's card -> its function that takes over a new configuration
let clientNumber = 0;

function addClient() {
  const card = byId("client-template").content.firstElementChild.cloneNode(true);
  const part = (name) => card.querySelector('[data-testid="' + name + '"]');
  const name = "Client " + ++clientNumber;
  const endpoint = part("endpoint");
  const message = part("message");
  const log = (kind, text) => addLine(part("log"), Date.now(), kind, text);
  let socket = null; // from Connect until it is closed
  let localId = null; // names this connection in /_local/vanish; null for any other endpoint

  function connect(event) {
    event.preventDefault();
    if (socket) return;
    try {
      const url = new URL(endpoint.value);
      // Browsers have randomUUID on localhost and https only. Without it there is no Vanish, the rest works.
      localId = (isLocal(url) && crypto.randomUUID?.()) || null;
      if (localId) url.search += (url.search ? "&" : "?") + "local-client=" + localId;
      socket = new WebSocket(url);
    } catch (error) {
      return log("ERROR", error.message);
    }
    socket.onopen = () => {
      log("CONNECTED", endpoint.value);
      refresh();
    };
    socket.onmessage = ({ data }) => log("RECEIVED", typeof data === "string" ? data : data.size + " binary bytes");
    socket.onerror = () => log("ERROR", "Connection failed. Browsers hide why: check the address, and the log of $connect.");
    socket.onclose = ({ code, reason }) => {
      log("CLOSED", code + " " + (reason || CLOSE_CODES[code] || ""));
      socket = null;
      refresh();
    };
    refresh();
  }

  function send(event) {
    event.preventDefault();
    if (socket?.readyState !== WebSocket.OPEN) return;
    socket.send(message.value);
    log("SENT", message.value);
  }

  function close() {
    socket?.close(1000);
    refresh();
  }

  // A browser cannot drop a TCP connection by itself: the local gateway does it from its end.
  async function vanish() {
    log("VANISH", "dropping the connection, $disconnect will not run");
    try {
      const response = await fetch("/_local/vanish?local-client=" + localId, { method: "POST" });
      if (!response.ok) log("ERROR", "Vanish: HTTP " + response.status + " " + (await response.text()));
    } catch (error) {
      log("ERROR", "Vanish: " + error.message);
    }
  }

  function remove() {
    close();
    clients.delete(card);
    card.remove();
    byId("add-client").focus();
  }

  function refresh() {
    const state = socket ? socket.readyState : WebSocket.CLOSED;
    const focused = document.activeElement;
    if (card.dataset.state !== STATES[state]) card.dataset.state = part("state").textContent = STATES[state];
    endpoint.readOnly = socket !== null;
    part("connect").disabled = state === WebSocket.OPEN || state === WebSocket.CLOSING;
    part("close").disabled = socket === null;
    part("send").disabled = state !== WebSocket.OPEN;
    part("vanish").disabled = state !== WebSocket.OPEN || localId === null;
    part("vanish").title = (socket ? localId : isLocal(endpoint.value))
      ? "Drop the connection the way a lost network does: no close frame, $disconnect does not run"
      : "Not for this endpoint: only the local gateway can drop a connection on request";
    // If the button that was just used is disabled now, the keyboard goes on at the next one.
    if (card.contains(focused) && focused.disabled) part(part("send").disabled ? "connect" : "send").focus();
  }

  function useConfig() {
    endpoint.defaultValue = config?.endpoint ?? ""; // shown unless another address was typed
    refresh();
  }

  card.querySelector("h3").textContent = name;
  card.setAttribute("aria-label", name);
  part("log").setAttribute("aria-label", name + " log");
  part("remove").setAttribute("aria-label", "Remove " + name);
  part("remove").addEventListener("click", remove);
  part("close").addEventListener("click", close);
  part("vanish").addEventListener("click", vanish);
  endpoint.addEventListener("input", refresh);
  endpoint.form.addEventListener("submit", connect);
  message.form.addEventListener("submit", send);
  message.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) send(event);
  });
  byId("clients").append(card);
  clients.set(card, useConfig);
  useConfig();
  return card;
}

// ---- Tables ----

const tableViews = new Map(); // by the table's name

function showTables(tables) {
  for (const [name, view] of tableViews) {
    if (tables.some((table) => table.name === name)) continue;
    view.section.remove();
    tableViews.delete(name);
  }
  for (const table of tables) showTable(tableViews.get(table.name) ?? addTableView(table.name), table);
}

function addTableView(name) {
  const section = element("section", "table-view");
  const view = { section, count: element("p", "hint"), table: element("table"), json: "", seen: null };
  view.count.setAttribute("role", "status");
  view.table.setAttribute("aria-label", name);
  section.append(element("h3", "", name), view.count, view.table);
  byId("tables").append(section);
  tableViews.set(name, view);
  return view;
}

function showTable(view, { keys, count, items }) {
  const json = JSON.stringify([keys, count, items]);
  if (json === view.json) return;
  view.json = json;
  const columns = [...new Set([...keys, ...items.flatMap(Object.keys)])];
  const head = element("tr");
  head.append(...columns.map((column) => Object.assign(element("th", "", column), { scope: "col" })));
  const rows = items.map((item) => tableRow(columns, item));

  // Rows that were not there before are highlighted; what the page finds when it opens is not new.
  const now = Date.now();
  const seen = new Map();
  items.forEach((item, index) => {
    const id = JSON.stringify(item);
    const since = view.seen ? view.seen.get(id) ?? now : 0;
    seen.set(id, since);
    rows[index].classList.toggle("new", now - since < HIGHLIGHT_MS);
    rows[index].style.animationDelay = since - now + "ms"; // goes on where it was
  });
  view.seen = seen;

  view.table.createTHead().replaceChildren(head);
  (view.table.tBodies[0] ?? view.table.createTBody()).replaceChildren(...rows);
  const shown = items.length < count ? ", the first " + items.length + " shown" : "";
  view.count.textContent = count + (count === 1 ? " item" : " items") + shown;
}

// {"N":"7"} is 7: a value of DynamoDB's JSON without its type.
function plain(attribute) {
  const [[type, value]] = Object.entries(attribute);
  switch (type) {
    case "N": return Number(value);
    case "NULL": return null;
    case "L": return value.map(plain);
    case "M": return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
    default: return value;
  }
}

function tableRow(columns, item) {
  const row = element("tr");
  for (const column of columns) {
    const value = column in item ? plain(item[column]) : undefined;
    const cell = element("td", "", typeof value === "string" ? value : JSON.stringify(value) ?? "");
    if (column === "expiresAt" && typeof value === "number") {
      const localTime = new Date(value * 1000).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
      cell.append(" ", element("time", "", localTime));
    }
    row.append(cell);
  }
  return row;
}

// ---- Events of the runner ----

function showServerStatus(live, text) {
  byId("server-status").dataset.live = live;
  byId("server-status").textContent = text;
}

function listen() {
  const events = new EventSource("/_local/events");
  events.onopen = () =>
    loadConfig().then(() => showServerStatus(true, "Live"), (error) => showServerStatus(false, error.message));
  events.onerror = () => {
    showServerStatus(false, "The server does not answer. Reconnecting…");
    // EventSource tries again by itself, unless the answer was an HTTP error.
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  };
  events.addEventListener("tables", ({ data }) => showTables(JSON.parse(data)));
  events.addEventListener("log", ({ data }) => {
    const { time, level, message, function: functionName } = JSON.parse(data);
    addLine(byId("function-log"), time, level, message, functionName);
  });
}

byId("add-client").addEventListener("click", () => addClient().querySelector(".primary").focus());
byId("clear-log").addEventListener("click", () => byId("function-log").replaceChildren());
addClient();
addClient();
listen();
