package vn.tram.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.document.BootId;
import vn.tram.document.ResourcePath;
import vn.tram.state.Evidence;
import vn.tram.state.Health;
import vn.tram.state.Latest;
import vn.tram.state.NodeState;

/** A node's state as bytes: compact, because every report makes a new one. Stateless. */
final class StateCodec {

    /** To be raised with every change to the form; blobs of another version are not read. */
    private static final int VERSION = 1;

    private StateCodec() {}

    static byte[] encode(NodeState state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            write(out, state);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The state in {@code bytes}; null when another version or a damaged disk wrote them. */
    static @Nullable NodeState decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return in.readByte() == VERSION ? read(in) : null;
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }

    private static void write(DataOutputStream out, NodeState state) throws IOException {
        out.writeUTF(state.endpoint());
        out.writeUTF(state.health().name());
        instant(out, state.since());
        out.writeByte(state.evidence().size());
        for (Evidence evidence : state.evidence()) {
            evidence(out, evidence);
        }
        Boolean online = state.online();
        out.writeByte(online == null ? 2 : online ? 1 : 0);
        out.writeBoolean(state.registered());
        optional(out, state.lastHeard());
        BootId boot = state.boot();
        out.writeLong(boot == null ? -1 : boot.value());
        out.writeLong(state.sequence());
        out.writeBoolean(state.clockUnset());
        Duration skew = state.skew();
        out.writeLong(skew == null ? Long.MIN_VALUE : skew.toMillis());
        links(out, state.links());
        values(out, state.values());
        out.writeLong(state.desired());
        out.writeLong(state.reported());
    }

    private static NodeState read(DataInputStream in) throws IOException {
        String endpoint = in.readUTF();
        Health health = Health.valueOf(in.readUTF());
        Instant since = instant(in);
        List<Evidence> evidence = new ArrayList<>();
        for (int i = in.readByte(); i > 0; i--) {
            evidence.add(evidence(in));
        }
        byte online = in.readByte();
        boolean registered = in.readBoolean();
        Instant lastHeard = optional(in);
        long boot = in.readLong();
        long sequence = in.readLong();
        boolean clockUnset = in.readBoolean();
        long skew = in.readLong();
        Map<Integer, NodeState.LinkState> links = links(in);
        Map<ResourcePath, Latest> values = values(in);
        return new NodeState(
                endpoint,
                health,
                since,
                evidence,
                online == 2 ? null : Boolean.valueOf(online == 1),
                registered,
                lastHeard,
                boot < 0 ? null : new BootId(boot),
                sequence,
                clockUnset,
                skew == Long.MIN_VALUE ? null : Duration.ofMillis(skew),
                links,
                values,
                in.readLong(),
                in.readLong());
    }

    private static void links(DataOutputStream out, Map<Integer, NodeState.LinkState> links) throws IOException {
        out.writeInt(links.size());
        for (Map.Entry<Integer, NodeState.LinkState> entry : links.entrySet()) {
            NodeState.LinkState link = entry.getValue();
            out.writeInt(entry.getKey());
            out.writeUTF(link.name());
            out.writeUTF(link.health().name());
            instant(out, link.since());
            evidence(out, link.evidence());
            out.writeBoolean(link.monitored());
        }
    }

    private static Map<Integer, NodeState.LinkState> links(DataInputStream in) throws IOException {
        Map<Integer, NodeState.LinkState> links = new HashMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            int instance = in.readInt();
            String name = in.readUTF();
            Health health = Health.valueOf(in.readUTF());
            links.put(instance, new NodeState.LinkState(name, health, instant(in), evidence(in), in.readBoolean()));
        }
        return links;
    }

    private static void values(DataOutputStream out, Map<ResourcePath, Latest> values) throws IOException {
        out.writeInt(values.size());
        for (Map.Entry<ResourcePath, Latest> entry : values.entrySet()) {
            ResourcePath path = entry.getKey();
            Latest latest = entry.getValue();
            out.writeShort(path.object());
            out.writeShort(path.instance());
            out.writeShort(path.resource());
            value(out, latest.value());
            instant(out, latest.at());
            optional(out, latest.deviceTime());
            out.writeLong(latest.boot().value());
            out.writeLong(latest.sequence());
            out.writeLong(latest.uptimeMillis());
        }
    }

    private static Map<ResourcePath, Latest> values(DataInputStream in) throws IOException {
        Map<ResourcePath, Latest> values = new HashMap<>();
        for (int i = in.readInt(); i > 0; i--) {
            ResourcePath path =
                    new ResourcePath(in.readUnsignedShort(), in.readUnsignedShort(), in.readUnsignedShort());
            values.put(path, latest(in));
        }
        return values;
    }

    private static Latest latest(DataInputStream in) throws IOException {
        Object value = value(in);
        return new Latest(value, instant(in), optional(in), new BootId(in.readLong()), in.readLong(), in.readLong());
    }

    private static void value(DataOutputStream out, Object value) throws IOException {
        if (value instanceof Long number) {
            out.writeByte('l');
            out.writeLong(number);
        } else if (value instanceof Double number) {
            out.writeByte('d');
            out.writeDouble(number);
        } else if (value instanceof Boolean truth) {
            out.writeByte('b');
            out.writeBoolean(truth);
        } else {
            out.writeByte('s');
            out.writeUTF(value.toString());
        }
    }

    private static Object value(DataInputStream in) throws IOException {
        byte type = in.readByte();
        return switch (type) {
            case 'l' -> in.readLong();
            case 'd' -> in.readDouble();
            case 'b' -> in.readBoolean();
            case 's' -> in.readUTF();
            default -> throw new IOException("no such type of value: " + type);
        };
    }

    private static void evidence(DataOutputStream out, Evidence evidence) throws IOException {
        out.writeUTF(evidence.source().name());
        instant(out, evidence.at());
        optional(out, evidence.deviceTime());
        out.writeUTF(evidence.message());
        out.writeUTF(evidence.detail());
    }

    private static Evidence evidence(DataInputStream in) throws IOException {
        Evidence.Source source = Evidence.Source.valueOf(in.readUTF());
        return new Evidence(source, instant(in), optional(in), in.readUTF(), in.readUTF());
    }

    private static void instant(DataOutputStream out, Instant at) throws IOException {
        out.writeLong(at.toEpochMilli());
    }

    private static Instant instant(DataInputStream in) throws IOException {
        return Instant.ofEpochMilli(in.readLong());
    }

    private static void optional(DataOutputStream out, @Nullable Instant at) throws IOException {
        out.writeLong(at == null ? Long.MIN_VALUE : at.toEpochMilli());
    }

    private static @Nullable Instant optional(DataInputStream in) throws IOException {
        long millis = in.readLong();
        return millis == Long.MIN_VALUE ? null : Instant.ofEpochMilli(millis);
    }
}
