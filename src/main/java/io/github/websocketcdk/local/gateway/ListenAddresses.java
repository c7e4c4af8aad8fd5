package io.github.websocketcdk.local.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The addresses that the gateway listens on: both of {@code localhost}, and the one that it is told. */
final class ListenAddresses {
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");

    private ListenAddresses() {
    }

    /**
     * The addresses, none of which includes another.
     *
     * @param host an address that other machines reach, or null
     * @throws IllegalStateException if it is none of this machine
     */
    static List<String> of(String host) throws IOException {
        List<String> addresses = new ArrayList<>();
        for (String address : LOOPBACK) {
            // A container may have no IPv6.
            if (isOfThisMachine(address)) {
                addresses.add(address);
            }
        }
        if (host == null || addresses.contains(host)) {
            return addresses;
        }
        if (!isOfThisMachine(host)) {
            throw new IllegalStateException("host '" + host + "' is not an address of this machine. Example: 0.0.0.0, "
                    + "for all that it has");
        }
        if (InetAddress.getByName(host).isAnyLocalAddress()) {
            return List.of(host);
        }
        addresses.add(host);
        return addresses;
    }

    private static boolean isOfThisMachine(String address) throws IOException {
        try {
            // Java takes no name for localhost.
            InetAddress resolved = InetAddress.getByName(address);
            return !address.isEmpty()
                    && (resolved.isAnyLocalAddress() || NetworkInterface.getByInetAddress(resolved) != null);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
