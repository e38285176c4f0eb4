package vn.tram.wire;

import org.jspecify.annotations.Nullable;

/**
 * What became of bytes from the network: exactly one of the two is there.
 *
 * @param message what they say
 * @param refusal why they say nothing: what, the rule and the value
 */
public record Decoded(@Nullable Message message, @Nullable String refusal) {

    public Decoded {
        if ((message == null) == (refusal == null)) {
            throw new IllegalArgumentException("decoded: must be a message or a refusal, was " + message);
        }
    }
}
