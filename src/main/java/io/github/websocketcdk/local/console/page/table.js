// A table: its items, a page at a time, and the form that says which.

import { connectionButton, isKnown, onChange, selection } from "./connections.js";
import { copy, element, option, part as partOf } from "./dom.js";
import { openItem } from "./item.js";
import { FILTER_OPERATORS, read, SORT_OPERATORS } from "./query.js";
import { dynamoDb } from "./server.js";
import { cellText } from "./values.js";

const HIGHLIGHT_MS = 3000; // the length of the animation "new-row" in style.css
const CUT = 200; // characters of a cell
const SHORT = 40; // characters of a key that stay on one line

// description: {name, keys: [{name, type}], indexes: [{name, keys}], count, changes}
export function createTable(description) {
  const section = copy("table-template");
  const part = (name) => partOf(section, name);
  const body = section.querySelector("tbody");
  const rows = new Map(); // by the item's JSON
  let table = description;
  let form = null; // what was run last; null reads all
  let starts = [undefined]; // where the pages up to this one start
  let next; // where the page after it does
  let isLoading = false;
  let isStale = false;
  let seen = null; // when each item was seen first; null before the first answer

  const source = () => table.indexes.find(({ name }) => name === part("source").value) ?? table;

  // Reads the page again, once more if something has changed meanwhile.
  async function load() {
    isStale = true;
    if (isLoading) return;
    isLoading = true;
    while (isStale) {
      isStale = false;
      const { operation, request } = form ?? readAll();
      try {
        const page = await dynamoDb(operation, { ...request, ExclusiveStartKey: starts.at(-1) });
        part("table-error").textContent = "";
        next = page.LastEvaluatedKey;
        show(page, operation);
      } catch (error) {
        part("table-error").textContent = error.message;
      }
    }
    isLoading = false;
  }

  const readAll = () => read(table.name, { keys: table.keys, partition: "", filterName: "" });

  function show({ Items: items, ScannedCount: scanned }, operation) {
    const keys = table.keys.map(({ name }) => name);
    const columns = [...new Set([...keys, ...items.flatMap(Object.keys)])];
    const head = element("tr");
    head.append(...columns.map((column) => Object.assign(element("th", "", column), { scope: "col" })));
    section.querySelector("thead").replaceChildren(head);
    showRows(items, columns);
    part("count").textContent = table.count + (table.count === 1 ? " item" : " items");
    const isPaged = starts.length > 1 || next !== undefined;
    part("previous").disabled = starts.length === 1;
    part("next").disabled = next === undefined;
    section.querySelector(".pages").hidden = !isPaged && !form;
    part("previous").hidden = part("next").hidden = !isPaged;
    part("page").textContent = (isPaged ? "Page " + starts.length + ": " : "") + items.length
      + (form ? " found" : " items") + (form ? ", " + operation + " of " + scanned : "");
  }

  // Rows that were not there before are highlighted; what a page starts with is not new. Those that stay are the same
  // elements, so that the focus stays too.
  function showRows(items, columns) {
    const now = Date.now();
    const times = new Map();
    const shown = items.map((item) => {
      const json = JSON.stringify([item, columns]);
      const since = seen ? seen.get(json) ?? now : 0;
      times.set(json, since);
      if (!rows.has(json)) rows.set(json, tableRow(item, columns));
      const row = rows.get(json);
      row.classList.toggle("new", now - since < HIGHLIGHT_MS);
      row.style.animationDelay = since - now + "ms"; // goes on where it was
      return row;
    });
    seen = times;
    for (const json of [...rows.keys()]) if (!times.has(json)) rows.delete(json);
    for (const row of [...body.children]) if (!shown.includes(row)) row.remove();
    shown.forEach((row, index) => {
      if (body.children[index] !== row) body.insertBefore(row, body.children[index] ?? null);
    });
    select();
  }

  function tableRow(item, columns) {
    const row = element("tr");
    row.append(...columns.map((column, index) => cell(item, column, index === 0)));
    return row;
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
    if (item[column]?.S && isKnown(text)) all.append(" ", connectionButton(text));
    if (column === "expiresAt" && item[column]?.N) {
      const time = new Date(item[column].N * 1000);
      all.append(" ", element("time", "", time.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" })));
    }
    return all;
  }

  async function open(item) {
    try {
      await openItem(table, item);
    } catch (error) {
      part("table-error").textContent = error.message;
    }
  }

  function select() {
    const buttons = [...body.querySelectorAll("button.connection")];
    for (const row of body.rows) row.classList.remove("selected");
    for (const button of buttons.filter(({ dataset }) => dataset.connection === selection())) {
      button.closest("tr").classList.add("selected");
    }
  }

  // Which cells are connections may not have been known when the rows were made.
  function connectionsChanged() {
    for (const [json, row] of rows) {
      const [item, columns] = JSON.parse(json);
      const names = columns.filter((column) => item[column]?.S && isKnown(item[column].S));
      if (row.querySelectorAll("button.connection").length === names.length) continue;
      for (const name of names) {
        const all = row.cells[columns.indexOf(name)];
        if (!all.querySelector("button.connection")) all.append(" ", connectionButton(item[name].S));
      }
    }
    select();
  }

  function showKeys() {
    const [partition, sort] = source().keys;
    part("partition-name").textContent = partition.name + " =";
    part("sort").hidden = !sort;
    part("sort-name").textContent = sort?.name ?? "";
    part("sort-upper").hidden = part("sort-operator").value !== "between";
    part("sort-value").hidden = part("sort-operator").value === "any";
    part("filter-value").hidden = part("filter-operator").value.endsWith("exists");
  }

  function restart() {
    starts = [undefined];
    seen = null;
    load();
  }

  function update(now) {
    const isChanged = now.changes !== table.changes || now.count !== table.count || seen === null;
    table = now;
    if (isChanged) load();
  }

  section.querySelector("h3").textContent = table.name;
  section.querySelector("table").setAttribute("aria-label", table.name);
  part("source").append(option("", "table"), ...table.indexes.map(({ name }) => option(name, "index " + name)));
  part("sort-operator").append(...SORT_OPERATORS.map((operator) => option(operator)));
  part("filter-operator").append(...FILTER_OPERATORS.map((operator) => option(operator)));
  part("explore").addEventListener("click", () => {
    const isOpen = part("query-form").hidden;
    part("query-form").hidden = !isOpen;
    part("explore").setAttribute("aria-expanded", isOpen);
  });
  part("query-form").addEventListener("change", showKeys);
  part("query-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const value = (name) => part(name).value;
    form = read(table.name, {
      keys: source().keys, indexName: value("source"), partition: value("partition"),
      sortOperator: value("sort-operator"), sortValue: value("sort-value"), sortUpper: value("sort-upper"),
      filterName: value("filter-name"), filterOperator: value("filter-operator"), filterValue: value("filter-value"),
    });
    restart();
  });
  part("query-form").addEventListener("reset", () => {
    form = null;
    restart();
    setTimeout(showKeys); // after the fields are reset
  });
  part("new-item").addEventListener("click", () => open(null));
  part("next").addEventListener("click", () => {
    starts.push(next);
    seen = null;
    load();
  });
  part("previous").addEventListener("click", () => {
    starts.pop();
    seen = null;
    load();
  });
  onChange(connectionsChanged);
  showKeys();
  return { section, update };
}
