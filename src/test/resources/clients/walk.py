"""A walk by websockets and boto3: python walk.py <endpoint> <callback URL>"""
import base64
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

ENDPOINT, CALLBACK_URL = sys.argv[1:]
UNKNOWN = "VWi0WdQt0kwCFHg="
KB = 1024


def answering(answer):
    return ENDPOINT + "?answer=" + base64.urlsafe_b64encode(json.dumps(answer).encode()).decode().rstrip("=")


def backend(url):
    return boto3.client("apigatewaymanagementapi", endpoint_url=url, region_name="eu-west-1",
                        aws_access_key_id="local", aws_secret_access_key="local",
                        config=Config(retries={"total_max_attempts": 1}))


def connection_id(socket):
    socket.send('{"action":"twoway"}')
    return json.loads(socket.recv())["requestContext"]["connectionId"]


def close_code(socket):
    try:
        while True:
            socket.recv()
    except ConnectionClosed as closed:
        return closed.rcvd.code


def fails(error, call, **arguments):
    try:
        call(**arguments)
    except ClientError as e:
        assert e.response["Error"]["Code"] == error, e
        return e
    raise AssertionError(f"no {error}")


connections = backend(CALLBACK_URL)

# Handshakes.
chat = connect(answering({"statusCode": 200, "headers": {"Sec-WebSocket-Protocol": "chat"}}),
               subprotocols=["x", "chat"])
assert chat.subprotocol == "chat"
for status in (401, 403, 500):
    try:
        connect(answering({"statusCode": status}))
        raise AssertionError("open")
    except InvalidStatus as refused:
        assert refused.response.status_code == status

# Messages.
assert chat.ping().wait(60)
chat.send("no route")
assert json.loads(chat.recv())["message"] == "Forbidden"

# A backend.
id_ = connection_id(chat)
connections.post_to_connection(ConnectionId=id_, Data="x" * 128 * KB)
assert len(chat.recv()) == 128 * KB
assert connections.get_connection(ConnectionId=id_)["Identity"]["SourceIp"] == "127.0.0.1"
known = connections.exceptions
for error, exception, arguments in (
        ("PayloadTooLargeException", known.PayloadTooLargeException, {"ConnectionId": id_, "Data": "x" * 129 * KB}),
        ("GoneException", known.GoneException, {"ConnectionId": UNKNOWN, "Data": "x"}),
        ("BadRequestException", ClientError, {"ConnectionId": "x", "Data": "x"})):
    assert isinstance(fails(error, connections.post_to_connection, **arguments), exception)
fails("ForbiddenException", backend(CALLBACK_URL.rsplit("/", 1)[0] + "/other").get_connection, ConnectionId=UNKNOWN)


def fill():
    # Nobody receives: websockets stops to read.
    for _ in range(10_000):
        connections.post_to_connection(ConnectionId=id_, Data="x" * 64 * KB)


assert isinstance(fails("LimitExceededException", fill), known.LimitExceededException)

# Closes.
connections.delete_connection(ConnectionId=id_)
assert close_code(chat) == 1000
for message, code in (("x" * 140 * KB, 1009), ("x" * 40 * KB, 1009), (b"xxx", 1003)):
    with connect(ENDPOINT) as other:
        other.send(message)
        assert close_code(other) == code
print("walked")
