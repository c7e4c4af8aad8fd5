// A message as one reads it: JSON folded, long texts cut, both with a way to see all; an empty one shown as empty.

import { element } from "./dom.js";

const CUT = 300; // characters

export function payload(text) {
  if (text === "") return element("i", "text hint", "empty");
  const isLong = text.length > CUT;
  const all = indented(text) ?? (isLong ? text : null);
  if (all === null) return element("span", "text", text);
  const details = folded(isLong ? text.slice(0, CUT) + "…" : text, all);
  if (isLong) {
    details.firstElementChild.append(element("span", "hint", " " + text.length.toLocaleString() + " characters"));
  }
  return details;
}

export function folded(first, all) {
  const details = element("details", "text");
  details.append(element("summary", "", first));
  // Only when somebody wants to see it: a log holds many.
  details.addEventListener("toggle", () => details.append(element("pre", "", all)), { once: true });
  return details;
}

function indented(text) {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    const lines = JSON.stringify(JSON.parse(text), null, 2);
    return lines.includes("\n") ? lines : null;
  } catch {
    return null; // not JSON
  }
}
