package vn.tram.simulator.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.Secret;
import vn.tram.profiles.file.YamlMap;
import vn.tram.sampler.snmp.AccessReader;
import vn.tram.sampler.snmp.SnmpAccess;
import vn.tram.sampler.snmp.SnmpSource;
import vn.tram.sampler.snmp.SnmpTransport;
import vn.tram.simulator.device.Recording;

/** The device that a command is about: one on the network, or a recording of one. Closed after use. */
final class DeviceArgument implements AutoCloseable {

    private static final int SNMP_PORT = 161;

    @Parameters(
            index = "0",
            paramLabel = "FILE|HOST",
            description = "A .snmprec recording (OID|tag|value a line), or a device as HOST or HOST:PORT.")
    private String device = "";

    @Option(
            names = "--community",
            paramLabel = "TEXT",
            defaultValue = "public",
            description = "SNMP version 2c community; other users of this machine can see it. Default: public.")
    private String community = "public";

    @Option(
            names = "--community-file",
            paramLabel = "FILE",
            description = "File whose first line is the community, which nobody else sees.")
    private @Nullable Path communityFile;

    @Option(
            names = "--snmp",
            paramLabel = "FILE",
            description = "YAML with the keys of the agent's setting snmp: version, community, or user, auth, privacy, "
                    + "context, engine-id.")
    private @Nullable Path access;

    private @Nullable SnmpTransport transport;

    /**
     * @throws IOException with a sentence for people when there is no such device or file
     * @throws BadFileException when the file of {@code --snmp} is wrong
     */
    SnmpSource open() throws IOException, BadFileException {
        Path file = Path.of(device);
        if (Files.isRegularFile(file)) {
            return Recording.read(file);
        }
        if (device.endsWith(".snmprec") || device.contains("/")) {
            throw new IOException(device + ": must be a file that exists");
        }
        SnmpAccess who = access();
        transport = SnmpTransport.open();
        return transport.device(address(), who);
    }

    private SnmpAccess access() throws IOException, BadFileException {
        if (access == null) {
            return new SnmpAccess.Community(false, new Secret(communityText()));
        }
        if (!Files.isReadable(access)) {
            throw new IOException(access + ": must be a file that can be read");
        }
        YamlMap map = YamlMap.read(access);
        SnmpAccess who = AccessReader.read(map);
        map.done();
        return who;
    }

    private String communityText() throws IOException {
        if (communityFile == null) {
            return community;
        }
        if (!Files.isReadable(communityFile)) {
            throw new IOException(communityFile + ": must be a file that can be read");
        }
        return Files.readString(communityFile).lines().findFirst().orElse("").strip();
    }

    private InetSocketAddress address() throws IOException {
        int colon = device.lastIndexOf(':');
        boolean hasPort = colon > 0 && device.indexOf(':') == colon;
        String host = hasPort ? device.substring(0, colon) : device;
        String port = hasPort ? device.substring(colon + 1) : Integer.toString(SNMP_PORT);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
            throw new IOException(device + ": the port must be a number from 1 to 65535");
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port));
        } catch (UnknownHostException e) {
            throw new IOException(device + ": must be a file that exists or a host that has an address", e);
        }
    }

    @Override
    public void close() {
        if (transport != null) {
            transport.close();
        }
    }
}
