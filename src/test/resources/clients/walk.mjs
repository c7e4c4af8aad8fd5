// A walk by ws and the AWS SDK for JavaScript v3: node walk.mjs <endpoint> <callback URL>
import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  ApiGatewayManagementApiClient, DeleteConnectionCommand, GetConnectionCommand, PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import WebSocket from 'ws';

const [endpoint, callbackUrl] = process.argv.slice(2);
const UNKNOWN = 'VWi0WdQt0kwCFHg=';
const KB = 1024;

const answering = (answer) => `${endpoint}?answer=${Buffer.from(JSON.stringify(answer)).toString('base64url')}`;

const backend = (url) => new ApiGatewayManagementApiClient({
  endpoint: url, region: 'eu-west-1', maxAttempts: 1, credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const connections = backend(callbackUrl);
const post = (id, data) => connections.send(new PostToConnectionCommand({ ConnectionId: id, Data: data }));

async function open(url = endpoint, protocols = []) {
  const socket = new WebSocket(url, protocols);
  await once(socket, 'open');
  return socket;
}

async function receive(socket) {
  const [data] = await once(socket, 'message');
  return data.toString();
}

async function connectionId(socket) {
  socket.send('{"action":"twoway"}');
  return JSON.parse(await receive(socket)).requestContext.connectionId;
}

async function closeCode(socket) {
  const [code] = await once(socket, 'close');
  return code;
}

// Handshakes.
const chat = await open(answering({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'chat' } }), ['x', 'chat']);
assert.equal(chat.protocol, 'chat');
for (const status of [401, 403, 500]) {
  const [, response] = await once(new WebSocket(answering({ statusCode: status })), 'unexpected-response');
  assert.equal(response.statusCode, status);
}
const [, elsewhere] = await once(new WebSocket(endpoint, { origin: 'http://evil.example' }), 'unexpected-response');
assert.equal(elsewhere.statusCode, 403);

// Messages.
chat.ping();
await once(chat, 'pong');
chat.send('no route');
assert.equal(JSON.parse(await receive(chat)).message, 'Forbidden');

// A backend.
const id = await connectionId(chat);
const posted = receive(chat);
await post(id, 'x'.repeat(128 * KB));
assert.equal((await posted).length, 128 * KB);
assert.equal((await connections.send(new GetConnectionCommand({ ConnectionId: id }))).Identity.SourceIp, '127.0.0.1');
await assert.rejects(post(id, 'x'.repeat(128 * KB + 1)), { name: 'PayloadTooLargeException' });
await assert.rejects(post(UNKNOWN, 'x'), { name: 'GoneException' });
await assert.rejects(post('x', 'x'), { name: 'BadRequestException' });
await assert.rejects(backend(callbackUrl.replace(/\/[^/]*$/, '/other'))
  .send(new GetConnectionCommand({ ConnectionId: UNKNOWN })), { name: 'ForbiddenException' });
chat.pause();
await assert.rejects(async () => {
  for (let i = 0; i < 10_000; i += 1) {
    await post(id, 'x'.repeat(64 * KB));
  }
}, { name: 'LimitExceededException' });
chat.resume();

// Closes.
const deleted = closeCode(chat);
await connections.send(new DeleteConnectionCommand({ ConnectionId: id }));
assert.equal(await deleted, 1000);
for (const [message, code] of [['x'.repeat(140 * KB), 1009], ['x'.repeat(40 * KB), 1009], [Buffer.alloc(3), 1003]]) {
  const socket = await open();
  socket.send(message);
  assert.equal(await closeCode(socket), code);
}
const leaving = await open();
leaving.close(4001, 'bye');
assert.equal(await closeCode(leaving), 4001);
console.log('walked');
