// Logs: a line each for what has happened.

import { element } from "./dom.js";

const clock = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3, hourCycle: "h23",
});

export function line(time, kind, ...content) {
  const all = element("p", "line");
  all.dataset.kind = kind;
  all.append(element("time", "", clock.format(time)), " ", element("b", "kind", kind));
  for (const part of content) all.append(" ", part);
  return all;
}

// Appends a line and shows it, unless the reader has scrolled up.
export function append(log, newLine, maxLines) {
  const atBottom = log.scrollHeight - log.scrollTop - log.clientHeight < 8;
  log.append(newLine);
  if (log.childElementCount > maxLines) log.firstElementChild.remove();
  if (atBottom) log.scrollTop = log.scrollHeight;
}
