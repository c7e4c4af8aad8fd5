// What a tab keeps through a reload of the page and a restart of the server. A browser may refuse to store anything.

export function load(name, otherwise) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) ?? otherwise;
  } catch (error) {
    console.warn("Not restored: " + name, error);
    return otherwise;
  }
}

export function save(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch (error) {
    console.warn("Not stored: " + name, error);
  }
}
