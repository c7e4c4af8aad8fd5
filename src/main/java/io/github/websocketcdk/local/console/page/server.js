// Requests that the gateway takes from this page only.

export async function post(path, body) {
  const response = await fetch("/_local/" + path, {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : {};
  if (!response.ok) throw new Error(reason(answer) || "HTTP " + response.status);
  return answer;
}

// DynamoDB: {"__type":"com.amazonaws.dynamodb.v20120810#ValidationException","message":"…"}
function reason({ __type: type = "", message, Message = message }) {
  return [type.split("#").pop(), Message].filter(Boolean).join(": ");
}

export const dynamoDb = (operation, request) => post("dynamodb/" + operation, request);
