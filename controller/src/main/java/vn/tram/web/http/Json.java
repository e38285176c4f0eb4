package vn.tram.web.http;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/** How JSON is written: record components in their order, nulls too, times in UTC with milliseconds. */
public final class Json {

    private static final DateTimeFormatter INSTANT =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .addModule(new SimpleModule().addSerializer(Instant.class, new InstantSerializer()))
            .build();

    private Json() {}

    /** {@code value} is a record, a map, a collection, or null. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** The components of both records in one object; where both have one, that of {@code more}. */
    public static String join(Record first, Record more) {
        ObjectNode joined = MAPPER.valueToTree(first);
        joined.setAll((ObjectNode) MAPPER.valueToTree(more));
        return MAPPER.writeValueAsString(joined);
    }

    /** {@code 2026-11-24T05:30:51.123Z}. */
    public static String time(Instant at) {
        return INSTANT.format(at);
    }

    private static final class InstantSerializer extends StdSerializer<Instant> {

        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(time(value));
        }
    }
}
