// What the gateway runs.

const listeners = [];
let config = null;

export const current = () => config;

export function onConfig(listener) {
  listeners.push(listener);
}

export function useConfig(ofGateway) {
  config = ofGateway;
  for (const place of document.querySelectorAll("[data-config]")) {
    const value = config[place.dataset.config];
    place.textContent = Array.isArray(value) ? value.join(" ") : value;
  }
  document.title = config.name + " – local console";
  listeners.forEach((listener) => listener(config));
}

export function isLocal(endpoint) {
  try {
    return new URL(endpoint).host === new URL(config.endpoint).host;
  } catch {
    return false; // not an address yet, or no configuration yet
  }
}
