package vn.tram.web.live;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tram.web.http.Json;

/** JSON that is written when it is first asked for, and kept. Two threads may write it at once; both write the same. */
final class Once implements Supplier<String> {

    private final Supplier<Object> value;
    private volatile @Nullable String json;

    Once(Supplier<Object> value) {
        this.value = value;
    }

    @Override
    public String get() {
        String written = json;
        if (written == null) {
            written = Json.write(value.get());
            json = written;
        }
        return written;
    }
}
