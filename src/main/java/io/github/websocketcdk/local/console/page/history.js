// What was sent, from any client: the arrow keys bring it back.

import { load, save } from "./storage.js";

const KEPT = 50;
const sent = load("sent", []);

export function remember(message) {
  if (sent.at(-1) === message) return;
  sent.push(message);
  sent.splice(0, sent.length - KEPT);
  save("sent", sent);
}

export function browse(textarea) {
  let shown = null; // null while it is not one of those sent
  let draft = "";

  function show(index) {
    if (shown === null) draft = textarea.value;
    shown = index === sent.length ? null : index;
    textarea.value = shown === null ? draft : sent[index];
    textarea.dispatchEvent(new Event("change"));
  }

  textarea.addEventListener("input", () => (shown = null));
  textarea.addEventListener("keydown", (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    const { selectionStart, selectionEnd, value } = textarea;
    // Within the text, they move in it.
    if (selectionStart !== selectionEnd || (selectionStart > 0 && selectionStart < value.length)) return;
    const index = (shown ?? sent.length) + step;
    if (index < 0 || index > sent.length) return;
    event.preventDefault();
    show(index);
  });
}
