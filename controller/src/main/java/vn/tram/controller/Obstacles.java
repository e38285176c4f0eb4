package vn.tram.controller;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What of this machine would keep a controller from starting. It is looked for before any part starts, so that one
 * sentence can name the setting, instead of a library's log in the midst of it.
 */
final class Obstacles {

    /** The broker makes its journal of this size, and the databases begin with some. */
    private static final long MIN_FREE_BYTES = 64_000_000;

    private Obstacles() {}

    /** @throws Obstacle that says which setting, and what to do */
    static void check(ControllerConfig config) throws Obstacle {
        folder(config.data());
        Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
        addresses.put("web.listen", config.web());
        addresses.put("devices.listen", config.devices());
        if (config.mqtt() == null) {
            addresses.put("devices.broker", config.broker());
        }
        Closing held = new Closing();
        try {
            for (Map.Entry<String, InetSocketAddress> one : addresses.entrySet()) {
                held.add(listen(one.getKey(), one.getValue()));
            }
            listenUdp("stamp.listen", config.stamp().listen());
        } finally {
            held.close();
        }
    }

    private static void listenUdp(String setting, InetSocketAddress address) throws Obstacle {
        try {
            new DatagramSocket(address).close();
        } catch (IOException e) {
            throw taken(setting + ": UDP " + address.getHostString() + ":" + address.getPort(), e);
        }
    }

    private static Obstacle taken(String what, IOException e) {
        return new Obstacle(what + " is taken by another program, or cannot be listened on here (" + e.getMessage()
                + "); choose another one in the settings");
    }

    /** Held until all are found free, for they must also differ from one another. */
    private static ServerSocket listen(String setting, InetSocketAddress address) throws Obstacle {
        String what = setting + ": " + address.getHostString() + ":" + address.getPort();
        if (address.isUnresolved()) {
            throw new Obstacle(what + " is not an address of this machine: the name is not known");
        }
        try {
            return new ServerSocket(address.getPort(), 1, address.getAddress());
        } catch (IOException e) {
            throw taken(what, e);
        }
    }

    private static void folder(Path data) throws Obstacle {
        try {
            Files.createDirectories(data);
            long free = Files.getFileStore(data).getUsableSpace();
            if (free < MIN_FREE_BYTES) {
                throw new Obstacle("data: " + data + " has " + free / 1_000_000 + " MB free, and a controller needs "
                        + MIN_FREE_BYTES / 1_000_000 + " MB to start; make room, or choose another folder");
            }
        } catch (FileAlreadyExistsException e) {
            throw new Obstacle("data: " + e.getFile() + " must be a folder, is a file");
        } catch (Obstacle e) {
            throw e;
        } catch (IOException e) {
            throw new Obstacle("data: " + data + " cannot be made (" + e.getMessage() + "); choose another folder");
        }
        if (!Files.isWritable(data)) {
            throw new Obstacle(
                    "data: " + data + " cannot be written; choose another folder, or let this user write it");
        }
    }
}
