// The height of the functions' logs: by dragging what separates them from the rest, and by the arrow keys there.

import { byId } from "./dom.js";
import { load, save } from "./storage.js";

const STEP = 32;
const MIN = 64;
const NAME = "log-height";

export function start() {
  const handle = byId("log-resizer");
  const log = byId("function-log");
  const max = () => Math.round(innerHeight * 0.8);

  function resize(height) {
    const bounded = Math.round(Math.min(max(), Math.max(MIN, height)));
    document.documentElement.style.setProperty("--log-height", bounded + "px");
    save(NAME, bounded);
    show(bounded);
  }

  function show(height) {
    handle.setAttribute("aria-valuemin", MIN);
    handle.setAttribute("aria-valuemax", max());
    handle.setAttribute("aria-valuenow", height);
  }

  handle.addEventListener("pointerdown", (down) => {
    const height = log.offsetHeight;
    handle.setPointerCapture(down.pointerId);
    handle.onpointermove = (move) => resize(height + down.clientY - move.clientY);
    handle.onlostpointercapture = () => (handle.onpointermove = null);
    down.preventDefault();
    handle.focus();
  });
  handle.addEventListener("keydown", (event) => {
    const height = { ArrowUp: log.offsetHeight + STEP, ArrowDown: log.offsetHeight - STEP, Home: MIN, End: max() }[event.key];
    if (height === undefined) return;
    event.preventDefault();
    resize(height);
  });

  const saved = load(NAME, null);
  if (saved) resize(saved);
  else show(log.offsetHeight);
}
