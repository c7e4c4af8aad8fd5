// Where a client connects to: the endpoint with its query, and with what the gateway knows the connection by.

import { current, isLocal } from "./config.js";
import { post } from "./server.js";

// query: name=value, one a line. subject: who connects, where there is an authorizer.
// localId: what the gateway calls the connection; null for any other endpoint.
export async function address(endpoint, query, subject) {
  const url = new URL(endpoint);
  for (const parameter of query.split("\n").filter((text) => text.trim())) {
    const [, name, value] = parameter.match(/^\s*([^=]*)=?(.*)$/);
    url.searchParams.append(name.trim(), value);
  }
  if (current()?.authorized && subject.trim()) {
    url.searchParams.set("token", (await post("token", { sub: subject.trim() })).token);
  }
  // Browsers have randomUUID on localhost and https only. Without it there is no Vanish, the rest works.
  const localId = (isLocal(url) && crypto.randomUUID?.()) || null;
  if (localId) url.searchParams.set("local-client", localId);
  return { url, localId };
}

// A browser does not tell a page why a connection is refused: the gateway does.
export async function whyRefused(endpoint, localId) {
  if (!localId) return "Browsers hide why: check the address, and the log of $connect";
  const stage = new URL(current().endpoint).pathname;
  if (new URL(endpoint).pathname.replace(/\/$/, "") !== stage) return "403: the path is not the stage, " + stage;
  try {
    return (await connectionOf(localId)).refusal;
  } catch (error) {
    return "The server does not say why: " + error.message;
  }
}

// {connectionId} or {refusal}
export async function connectionOf(localId) {
  const response = await fetch("/_local/connection?local-client=" + localId);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}
