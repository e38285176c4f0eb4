package vn.tram.simulator.device;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Opaque;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import vn.tram.profiles.Oid;
import vn.tram.sampler.snmp.SnmpDevice;
import vn.tram.sampler.snmp.SnmpSource;
import vn.tram.sampler.snmp.SnmpValue;

/**
 * What a device once answered, from a {@code .snmprec} file: one {@code OID|tag|value} a line, where the tag is the
 * ASN.1 number of the type and an {@code x} behind it says that the value is hexadecimal. Lines that are none are
 * counted and left out. Immutable.
 */
public final class Recording implements SnmpSource {

    private static final long UNSIGNED = 0xffff_ffffL;

    private static final int MAX_LINES = 1_000_000;

    private final String name;
    private final NavigableMap<Oid, Variable> objects;
    private final int badLines;
    private final int firstBadLine;

    private Recording(String name, NavigableMap<Oid, Variable> objects, int badLines, int firstBadLine) {
        this.name = name;
        this.objects = Collections.unmodifiableNavigableMap(objects);
        this.badLines = badLines;
        this.firstBadLine = firstBadLine;
    }

    /** @throws IOException when the file cannot be read or has more than a million lines */
    public static Recording read(Path file) throws IOException {
        NavigableMap<Oid, Variable> objects = new TreeMap<>();
        int bad = 0;
        int firstBad = 0;
        int number = 0;
        // Octets stay octets this way, whatever text they are.
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (++number > MAX_LINES) {
                    throw new IOException(file + ": must have at most " + MAX_LINES + " lines");
                }
                if (!add(line, objects) && !line.isBlank() && !line.startsWith("#")) {
                    firstBad = bad++ == 0 ? number : firstBad;
                }
            }
        }
        return new Recording(file.toString(), objects, bad, firstBad);
    }

    private static boolean add(String line, Map<Oid, Variable> into) {
        String[] fields = line.split("\\|", 3);
        Oid oid = fields.length == 3 ? Oid.parse(fields[0]) : null;
        Variable value = oid == null ? null : value(fields[1], fields[2]);
        if (oid != null && value != null) {
            into.put(oid, value);
        }
        return value != null;
    }

    /** Null when the text is no value of that type. */
    private static @Nullable Variable value(String tag, String text) {
        boolean hex = tag.endsWith("x");
        try {
            byte[] octets = hex ? HexFormat.of().parseHex(text) : text.getBytes(StandardCharsets.ISO_8859_1);
            return switch (hex ? tag.substring(0, tag.length() - 1) : tag) {
                case "2" -> integer(Long.parseLong(text.strip()));
                case "65" -> new Counter32(Long.parseLong(text.strip()) & UNSIGNED);
                case "66" -> new Gauge32(Long.parseLong(text.strip()) & UNSIGNED);
                case "67" -> new TimeTicks(Long.parseLong(text.strip()) & UNSIGNED);
                case "70" -> new Counter64(Long.parseUnsignedLong(text.strip()));
                case "4" -> new OctetString(octets);
                case "68" -> new Opaque(octets);
                case "6" -> {
                    Oid oid = Oid.parse(text.strip());
                    yield oid == null ? null : new OID(oid.toArray());
                }
                case "64" -> new IpAddress(hex ? octets : dotted(text.strip()));
                default -> null;
            };
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Some recorders write what an agent sent as an unsigned number in the place of a signed one. */
    private static Variable integer(long number) {
        return number == (int) number ? new Integer32((int) number) : new Gauge32(number & UNSIGNED);
    }

    private static byte[] dotted(String text) {
        Oid oid = Oid.of(text);
        byte[] octets = new byte[oid.size()];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) oid.arc(i);
        }
        return octets;
    }

    /** Everything that was recorded, in the order of the OIDs. */
    NavigableMap<Oid, Variable> objects() {
        return objects;
    }

    public int size() {
        return objects.size();
    }

    /** What is wrong with the file, in a sentence; empty when nothing is. */
    public String trouble() {
        return badLines == 0
                ? ""
                : name + ":" + firstBadLine + ": must be OID|tag|value; " + badLines + " such lines are left out";
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletableFuture<Answers> get(List<Oid> oids) {
        Map<Oid, SnmpValue> values = new HashMap<>();
        for (Oid oid : oids) {
            Variable recorded = objects.get(oid);
            SnmpValue value = recorded == null ? null : SnmpDevice.value(recorded);
            if (value != null) {
                values.put(oid, value);
            }
        }
        return CompletableFuture.completedFuture(new Answers(values, "", !objects.isEmpty()));
    }

    @Override
    public CompletableFuture<Rows> walk(List<Oid> columns, int maxRows) {
        Rows rows = Rows.none(columns);
        for (int i = 0; i < columns.size(); i++) {
            Oid column = columns.get(i);
            for (Map.Entry<Oid, Variable> cell : objects.tailMap(column, false).entrySet()) {
                if (!cell.getKey().startsWith(column)) {
                    break;
                }
                Oid index = cell.getKey().from(column.size());
                if (rows.rows().containsKey(index) || rows.rows().size() < maxRows) {
                    rows.rows().computeIfAbsent(index, key -> new SnmpValue[columns.size()])[i] =
                            SnmpDevice.value(cell.getValue());
                }
            }
        }
        return CompletableFuture.completedFuture(rows);
    }

    @Override
    public CompletableFuture<Boolean> has(Oid oid) {
        Oid next = objects.ceilingKey(oid);
        return CompletableFuture.completedFuture(next != null && next.startsWith(oid));
    }
}
