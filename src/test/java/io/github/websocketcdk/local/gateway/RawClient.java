package io.github.websocketcdk.local.gateway;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.websocketcdk.local.LocalGateway;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A TCP connection to the gateway, byte for byte: for what a well-behaved client does not do. */
final class RawClient implements AutoCloseable {
    /** The headers of a handshake but for {@code Host}. */
    static final String HANDSHAKE = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";

    private static final int WAIT_MILLIS = 60_000;

    private final Socket socket = new Socket();
    private final DataInputStream input;
    private final OutputStream output;

    /** What the gateway answers; names of headers in lower case. */
    record Answer(int status, Map<String, String> headers, String body) {
        JsonObject json() {
            return JsonParser.parseString(body).getAsJsonObject();
        }
    }

    /** A frame that the gateway sends. */
    record Frame(int opcode, byte[] payload) {
        /** The status code of a close frame. */
        int closeCode() {
            return ByteBuffer.wrap(payload).getShort();
        }
    }

    RawClient(LocalGateway local) throws IOException {
        this("127.0.0.1", local);
    }

    RawClient(String address, LocalGateway local) throws IOException {
        socket.setSoTimeout(WAIT_MILLIS);
        socket.connect(new InetSocketAddress(address, local.endpoint().getPort()));
        input = new DataInputStream(socket.getInputStream());
        output = socket.getOutputStream();
    }

    /** Sends a request, and reads the answer with as much of a body as it says. */
    static Answer request(LocalGateway local, String request) throws IOException {
        try (RawClient client = new RawClient(local)) {
            return client.send(request).answer();
        }
    }

    /** Sends a handshake with the headers that {@code headers} adds, or replaces. */
    static Answer handshake(LocalGateway local, String path, String headers) throws IOException {
        return request(local, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + HANDSHAKE + headers + "\r\n");
    }

    /** An open connection. */
    static RawClient open(LocalGateway local) throws IOException {
        RawClient client = new RawClient(local);
        Answer answer = client.send("GET /dev HTTP/1.1\r\nHost: localhost\r\n" + HANDSHAKE + "\r\n").answer();
        if (answer.status() != 101) {
            throw new IOException(answer.toString());
        }
        return client;
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawClient send(byte[] bytes) throws IOException {
        output.write(bytes);
        output.flush();
        return this;
    }

    /** A text frame, masked with zeros. */
    static byte[] frame(boolean first, boolean last, int length) {
        ByteBuffer frame = ByteBuffer.allocate(14 + length);
        frame.put((byte) ((last ? 0x80 : 0) | (first ? 1 : 0))).put((byte) 0xFF).putLong(length).putInt(0);
        while (frame.hasRemaining()) {
            frame.put((byte) 'x');
        }
        return frame.array();
    }

    /** A short text in one frame, masked with zeros. */
    static byte[] text(String text) {
        byte[] frame = frame(true, true, text.length());
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, frame, frame.length - text.length(),
                text.length());
        return frame;
    }

    Answer answer() throws IOException {
        String status = line();
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] header = line.split(": ?", 2);
            headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
        }
        byte[] body = headers.containsKey("content-length")
                ? input.readNBytes(Integer.parseInt(headers.get("content-length"))) : new byte[0];
        return new Answer(Integer.parseInt(status.split(" ")[1]), headers, new String(body, StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = input.readUnsignedByte(); next != '\n'; next = input.readUnsignedByte()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1).strip();
    }

    Frame frame() throws IOException {
        int opcode = input.readUnsignedByte() & 0x0F;
        int length = input.readUnsignedByte();
        byte[] payload = new byte[length == 127 ? (int) input.readLong() : length == 126 ? input.readUnsignedShort()
                : length];
        input.readFully(payload);
        return new Frame(opcode, payload);
    }

    /** Ends the connection as a process does that is killed. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
