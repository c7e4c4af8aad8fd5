package io.github.websocketcdk.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An API's callback URL that answers every post with an empty 200 at once, on one thread, and counts them by path. */
final class Sink implements AutoCloseable {
    private static final byte[] OK =
            "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final String LENGTH = "\r\ncontent-length:";

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private volatile Posts posts = new Posts();

    Sink() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1_000);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        Thread thread = new Thread(this::serve, "sink");
        thread.setDaemon(true);
        thread.start();
    }

    /** The posts since the last call of {@link #reset}. */
    static final class Posts {
        final Map<String, Integer> byPath = new ConcurrentHashMap<>();
        volatile long first;

        private void add(String path) {
            if (first == 0) {
                first = System.nanoTime();
            }
            byPath.merge(path, 1, Integer::sum);
        }
    }

    int port() {
        return server.socket().getLocalPort();
    }

    void reset() {
        posts = new Posts();
    }

    Posts posts() {
        return posts;
    }

    private void serve() {
        try {
            while (selector.isOpen()) {
                selector.select();
                if (!selector.isOpen()) {
                    return;
                }
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); keys.remove()) {
                    SelectionKey key = keys.next();
                    if (key.isAcceptable()) {
                        accept();
                    } else {
                        read(key);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = server.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(1 << 16));
    }

    private void read(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        ByteBuffer buffer = (ByteBuffer) key.attachment();
        try {
            if (channel.read(buffer) < 0) {
                channel.close();
                return;
            }
            buffer.flip();
            while (takeRequest(buffer)) {
                channel.write(ByteBuffer.wrap(OK));
            }
            buffer.compact();
        } catch (IOException e) {
            // The function's process has ended.
            channel.close();
        }
    }

    /** Takes one whole request from the buffer, or nothing. */
    private boolean takeRequest(ByteBuffer buffer) {
        int start = buffer.arrayOffset() + buffer.position();
        String text = new String(buffer.array(), start, buffer.remaining(), StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        String head = text.substring(0, end + 2).toLowerCase(Locale.ROOT);
        int length = head.indexOf(LENGTH);
        int body = length < 0 ? 0 : Integer.parseInt(head.substring(length + LENGTH.length(),
                head.indexOf('\r', length + 2)).trim());
        if (text.length() < end + 4 + body) {
            return false;
        }
        buffer.position(buffer.position() + end + 4 + body);
        posts.add(text.substring(0, text.indexOf(" HTTP/")));
        return true;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        server.close();
    }
}
