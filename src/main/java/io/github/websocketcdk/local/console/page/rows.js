// The rows of a table.

import { connectionButton, isKnown, onChange, selection } from "./connections.js";
import { element } from "./dom.js";
import { cellText } from "./values.js";

const HIGHLIGHT_MS = 3000; // the length of the animation "new-row" in style.css
const CUT = 200; // characters of a cell
const SHORT = 40; // characters of a key that stay on one line

// open: called with the item that one wants to see.
export function createRows(body, open) {
  const rows = new Map(); // by the item's JSON
  let seen = null; // when each item was seen first; null if none of the next is new

  // Rows that were not there before are highlighted. Those that stay are the same elements, so that the focus stays too.
  function show(items, columns) {
    const now = Date.now();
    const times = new Map();
    const shown = items.map((item) => {
      const json = JSON.stringify([item, columns]);
      const since = seen ? seen.get(json) ?? now : 0;
      times.set(json, since);
      if (!rows.has(json)) rows.set(json, row(item, columns));
      rows.get(json).classList.toggle("new", now - since < HIGHLIGHT_MS);
      rows.get(json).style.animationDelay = since - now + "ms"; // goes on where it was
      return rows.get(json);
    });
    seen = times;
    for (const json of [...rows.keys()]) if (!times.has(json)) rows.delete(json);
    for (const old of [...body.children]) if (!shown.includes(old)) old.remove();
    shown.forEach((next, index) => {
      if (body.children[index] !== next) body.insertBefore(next, body.children[index] ?? null);
    });
    select();
  }

  function row(item, columns) {
    const all = element("tr");
    all.append(...columns.map((column, index) => cell(item, column, index === 0)));
    return all;
  }

  function cell(item, column, isFirst) {
    const text = cellText(item[column]);
    const cut = text.length > CUT ? text.slice(0, CUT) + "…" : text;
    const all = element("td");
    if (isFirst) {
      const button = element("button", text.length > SHORT ? "link" : "link short", cut || "(empty)");
      Object.assign(button, { type: "button", title: "Edit or delete this item", onclick: () => open(item) });
      all.append(button);
    } else {
      all.textContent = cut;
    }
    if (item[column]?.S) all.dataset.text = text;
    if (column === "expiresAt" && item[column]?.N) {
      const time = new Date(item[column].N * 1000);
      all.append(" ", element("time", "", time.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" })));
    }
    return all;
  }

  // Which texts are connections may not be known yet when a row is made.
  function select() {
    for (const shown of body.rows) {
      const connections = [...shown.cells].filter(({ dataset }) => dataset.text && isKnown(dataset.text));
      for (const all of connections) {
        if (!all.querySelector("button.connection")) all.append(" ", connectionButton(all.dataset.text));
      }
      shown.classList.toggle("selected", connections.some(({ dataset }) => dataset.text === selection()));
    }
  }

  onChange(select);
  return { show, forget: () => (seen = null) };
}
