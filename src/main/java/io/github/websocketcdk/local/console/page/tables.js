// The stack's tables, as the gateway says that they are.

import { byId } from "./dom.js";
import { createTable } from "./table.js";

const views = new Map(); // by the table's name

export function showTables(tables) {
  for (const [name, view] of views) {
    if (tables.some((table) => table.name === name)) continue;
    view.section.remove();
    views.delete(name);
  }
  for (const table of tables) {
    if (!views.has(table.name)) {
      views.set(table.name, createTable(table));
      byId("tables").append(views.get(table.name).section);
    }
    views.get(table.name).update(table);
  }
}
