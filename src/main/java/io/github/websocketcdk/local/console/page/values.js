// DynamoDB's JSON, where a value has its type beside it, and plain JSON: {"n":{"N":"7"}} and {"n":7}.

export function toPlain(attribute) {
  const [[type, value]] = Object.entries(attribute);
  switch (type) {
    case "N": return Number(value);
    case "NS": return value.map(Number);
    case "NULL": return null;
    case "L": return value.map(toPlain);
    case "M": return plainItem(value);
    default: return value;
  }
}

export const plainItem = (item) => mapValues(item, toPlain);

// original: the value that was there before, whose type a list of values keeps if it was a set.
export function fromPlain(value, original = {}) {
  if (value === null) return { NULL: true };
  switch (typeof value) {
    case "boolean": return { BOOL: value };
    case "number": return { N: String(value) };
    case "string": return original.B === undefined ? { S: value } : { B: value };
  }
  if (!Array.isArray(value)) return { M: itemFromPlain(value, original.M) };
  const set = ["SS", "NS", "BS"].find((type) => type in original);
  if (set) return { [set]: value.map(String) };
  return { L: value.map((member, index) => fromPlain(member, original.L?.[index])) };
}

export function itemFromPlain(item, original = {}) {
  return mapValues(item, (value, name) => fromPlain(value, original[name]));
}

// Whether it is the same in plain JSON: no sets and bytes, no numbers with more digits than JavaScript knows.
export function isPlain(item) {
  return JSON.stringify(itemFromPlain(plainItem(item))) === JSON.stringify(item);
}

// As a cell of a table shows it.
export function cellText(attribute) {
  if (attribute === undefined) return "";
  if ("S" in attribute) return attribute.S;
  if ("N" in attribute) return attribute.N;
  return JSON.stringify(toPlain(attribute));
}

function mapValues(object, map) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value, name)]));
}
