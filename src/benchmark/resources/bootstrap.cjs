// A Lambda runtime for Node.js: serves the handler of the module given as argument over Lambda's Runtime API.
// The SDK goes to loopback addresses over plain HTTP, with 50 sockets that are kept open.
const http = require('http');
const AWS = require('aws-sdk');

AWS.config.update({
  sslEnabled: false,
  httpOptions: { agent: new http.Agent({ keepAlive: true, maxSockets: 50 }) },
  dynamodb: { endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB },
});

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const runtime = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/`;

function call(method, path, body) {
  return new Promise((resolve, reject) => {
    const request = http.request(runtime + path, { method, agent }, (response) => {
      let text = '';
      response.on('data', (chunk) => { text += chunk; });
      response.on('end', () => resolve({ headers: response.headers, text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

(async () => {
  const { main } = await import(process.argv[2]);
  for (;;) {
    const event = await call('GET', 'next');
    const id = event.headers['lambda-runtime-aws-request-id'];
    try {
      await call('POST', `${id}/response`, JSON.stringify(await main(JSON.parse(event.text))));
    } catch (e) {
      await call('POST', `${id}/error`, JSON.stringify({ errorMessage: String(e) }));
    }
  }
})().catch((e) => {
  console.error(e);
  process.exit(1);
});
