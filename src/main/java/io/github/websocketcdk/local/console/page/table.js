// A table: its items, a page at a time, and the form that says which.

import { copy, element, option, part as partOf } from "./dom.js";
import { openItem } from "./item.js";
import { FILTER_OPERATORS, read, SORT_OPERATORS } from "./query.js";
import { createRows } from "./rows.js";
import { dynamoDb } from "./server.js";

// description: {name, keys: [{name, type}], indexes: [{name, keys}], count, changes}
export function createTable(description) {
  const section = copy("table-template");
  const part = (name) => partOf(section, name);
  const rows = createRows(section.querySelector("tbody"), open);
  let table = description;
  let form = null; // what was run last; null reads all
  let starts = [undefined]; // where the pages up to this one start
  let next; // where the page after it does
  let isLoading = false;
  let isStale = false;
  let isLoaded = false;

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
        isLoaded = true;
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
    rows.show(items, columns);
    part("count").textContent = table.count + (table.count === 1 ? " item" : " items");
    const isPaged = starts.length > 1 || next !== undefined;
    part("previous").disabled = starts.length === 1;
    part("next").disabled = next === undefined;
    section.querySelector(".pages").hidden = !isPaged && !form;
    part("previous").hidden = part("next").hidden = !isPaged;
    part("page").textContent = (isPaged ? "Page " + starts.length + ": " : "") + items.length
      + (form ? " found" : " items") + (form ? ", " + operation + " of " + scanned : "");
  }

  async function open(item) {
    try {
      await openItem(table, item);
    } catch (error) {
      part("table-error").textContent = error.message;
    }
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

  // To other items, none of which is new.
  function turn() {
    rows.forget();
    load();
  }

  function restart() {
    starts = [undefined];
    turn();
  }

  function update(now) {
    const isChanged = now.changes !== table.changes || now.count !== table.count || !isLoaded;
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
    turn();
  });
  part("previous").addEventListener("click", () => {
    starts.pop();
    turn();
  });
  showKeys();
  return { section, update };
}
