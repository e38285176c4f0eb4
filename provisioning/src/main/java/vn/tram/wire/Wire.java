package vn.tram.wire;

import java.time.LocalDate;
import java.util.List;

/** The dated history of what travels between devices and the controller; every change adds a line and a golden file. */
public final class Wire {

    /** The LwM2M version that a Register carries. */
    public static final String LWM2M_VERSION = "1.2";

    /** The binding mode that a Register carries: MQTT. */
    public static final String BINDING = "M";

    /** CoAP's number of SenML in CBOR, the format of all our payloads except diagnostics. */
    public static final int SENML_CBOR = 112;

    /** CoAP's number of plain text, the format of diagnostics in a response. */
    public static final int TEXT = 0;

    /** Newest last. */
    public static final List<Change> HISTORY = List.of(new Change(
            LocalDate.of(2026, 11, 24),
            "messages of LwM2M 1.2 over MQTT; the status topic; reports as SenML-CBOR framed by object 42773",
            "2026-11-24-first"));

    private Wire() {}

    /**
     * One change.
     *
     * @param date when it was made
     * @param what what is different since, in one line
     * @param golden name of the file in the tests' {@code wire} folder that holds messages as they were from then on
     */
    public record Change(LocalDate date, String what, String golden) {}
}
