// A message for each route: what the API's route selection expression finds the route's key in.

const VARIABLE = /\$\{request\.body\.([^}]+)\}|\$request\.body\.([\w.-]*[\w-])/g;

export function templates({ routes, routeSelectionExpression }) {
  return routes
    .filter((route) => route !== "$connect" && route !== "$disconnect")
    .map((route) => ({ route, message: message(route, routeSelectionExpression) }));
}

function message(route, expression) {
  const body = {};
  if (route !== "$default") {
    const paths = [...expression.matchAll(VARIABLE)].map(([, braced, bare]) => braced ?? bare);
    const literals = expression.split(VARIABLE).filter((text, index) => index % 3 === 0); // the others are groups
    const values = route.match(new RegExp("^" + literals.map(escape).join("(.+?)") + "$"));
    paths.forEach((path, index) => put(body, path.split("."), values?.[index + 1] ?? route));
  }
  body.data = "Hello World";
  return "{" + Object.entries(body).map((entry) => entry.map((part) => JSON.stringify(part)).join(":")).join(", ") + "}";
}

function put(object, [name, ...rest], value) {
  object[name] = rest.length ? put(object[name] ?? {}, rest, value) : value;
  return object;
}

const escape = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
