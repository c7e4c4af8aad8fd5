// GET /_local/events: what the gateway sends the page, and whether it is there.

import { useConfig } from "./config.js";
import { byId } from "./dom.js";
import { showLine } from "./log.js";
import { showTables } from "./tables.js";

function showStatus(isLive, text) {
  byId("server-status").dataset.live = isLive;
  byId("server-status").textContent = text;
}

export function start() {
  const events = new EventSource("/_local/events");
  events.onerror = () => {
    showStatus(false, "The server does not answer. Reconnecting…");
    // EventSource tries again by itself, unless the answer was an HTTP error.
    if (events.readyState === EventSource.CLOSED) setTimeout(start, 2000);
  };
  events.addEventListener("config", ({ data }) => {
    useConfig(JSON.parse(data));
    showStatus(true, "Live");
  });
  events.addEventListener("tables", ({ data }) => showTables(JSON.parse(data)));
  events.addEventListener("log", ({ data, lastEventId }) => showLine(JSON.parse(data), lastEventId));
}
