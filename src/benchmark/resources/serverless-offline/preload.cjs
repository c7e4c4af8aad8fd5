// What the tutorial's functions need on this machine: the SDK's addresses, and 50 sockets that are kept open.
const http = require('http');
const AWS = require('aws-sdk');

AWS.config.update({
  region: 'us-east-1',
  credentials: new AWS.Credentials('local', 'local'),
  sslEnabled: false,
  httpOptions: { agent: new http.Agent({ keepAlive: true, maxSockets: 50 }) },
  dynamodb: { endpoint: process.env.AWS_ENDPOINT_URL_DYNAMODB },
});

// serverless-offline's events name no port.
const Api = AWS.ApiGatewayManagementApi;
AWS.ApiGatewayManagementApi = function ManagementApi() {
  return new Api({ endpoint: process.env.CALLBACK_URL });
};
