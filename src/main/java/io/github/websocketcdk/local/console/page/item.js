// The dialog that creates, changes and deletes an item.

import { byId } from "./dom.js";
import { dynamoDb } from "./server.js";
import { isPlain, itemFromPlain, plainItem } from "./values.js";

const dialog = byId("item-dialog");
const text = byId("item-text");
const formats = dialog.querySelector("form").elements.format;
let table = null; // {name, keys}
let original = null; // in DynamoDB's JSON; null for a new item
let format = "plain"; // what the text is in

// key: of the item to open; null for a new one. What a page of an index shows may be a part of the item only.
export async function openItem(ofTable, key) {
  table = ofTable;
  original = key && (await dynamoDb("GetItem", { TableName: table.name, Key: keyOf(key), ConsistentRead: true })).Item;
  if (key && !original) throw new Error("The item is not there any more");
  byId("item-title").textContent = (original ? "Item of " : "New item in ") + table.name;
  byId("item-delete").hidden = !original;
  const newKey = Object.fromEntries(table.keys.map(({ name, type }) => [name, { [type]: type === "N" ? "0" : "" }]));
  write(original ? { ...keyOf(original), ...original } : newKey); // the key first
  dialog.showModal();
}

function write(item) {
  format = isPlain(item) ? "plain" : "dynamodb";
  formats.value = format;
  show(item);
}

function show(item) {
  text.value = format === "plain" ? JSON.stringify(plainItem(item), null, 2) : lines(item);
  byId("item-error").textContent = "";
}

// An attribute a line.
function lines(item) {
  const attributes = Object.entries(item).map(([name, value]) => "  " + JSON.stringify(name) + ": " + JSON.stringify(value));
  return "{\n" + attributes.join(",\n") + "\n}";
}

// In DynamoDB's JSON, whatever it is written in.
function written() {
  const item = JSON.parse(text.value);
  if (item === null || typeof item !== "object" || Array.isArray(item)) {
    throw new Error('An item is a JSON object: {"' + table.keys[0].name + '": …}');
  }
  return format === "plain" ? itemFromPlain(item, original ?? {}) : item;
}

// Keeps the dialog open, with the reason, if it fails.
async function attempt(action) {
  try {
    await action();
  } catch (error) {
    byId("item-error").textContent = error.message;
    text.focus();
  }
}

const keyOf = (item) => Object.fromEntries(table.keys.map(({ name }) => [name, item[name]]));

async function save() {
  const item = written();
  if (original && JSON.stringify(keyOf(item)) !== JSON.stringify(keyOf(original))) {
    throw new Error("A key cannot change: " + table.keys.map(({ name }) => name).join(", ")
      + ". Create another item, then delete this one.");
  }
  try {
    await dynamoDb("PutItem", {
      TableName: table.name, Item: item, ExpressionAttributeNames: { "#key": table.keys[0].name },
      ConditionExpression: original ? "attribute_exists(#key)" : "attribute_not_exists(#key)",
    });
  } catch (error) {
    if (!error.message.startsWith("ConditionalCheckFailedException")) throw error;
    throw new Error(original ? "The item is not there any more" : "An item with this key is there already");
  }
  dialog.close();
}

async function remove() {
  await dynamoDb("DeleteItem", { TableName: table.name, Key: keyOf(original) });
  dialog.close();
}

for (const choice of formats) {
  choice.addEventListener("change", () => attempt(() => {
    formats.value = format; // unless the text can be read
    const item = written();
    format = formats.value = choice.value;
    show(item);
  }));
}
byId("item-save").addEventListener("click", () => attempt(save));
byId("item-delete").addEventListener("click", () => attempt(remove));
