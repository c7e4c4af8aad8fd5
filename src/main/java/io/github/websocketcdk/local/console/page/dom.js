// What every part of the page needs.

export const byId = (id) => document.getElementById(id);

export const part = (root, name) => root.querySelector('[data-testid="' + name + '"]');

export function element(tag, className = "", text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

export function option(value, text = value) {
  return new Option(text, value);
}

export function copy(templateId) {
  return byId(templateId).content.firstElementChild.cloneNode(true);
}
