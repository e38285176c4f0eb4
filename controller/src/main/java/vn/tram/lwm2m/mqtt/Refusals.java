package vn.tram.lwm2m.mqtt;

import vn.tram.wire.Message;

/** Hears of every message that was refused; called on the session's thread. */
public interface Refusals {

    /** @param why what, the rule and the value */
    void refused(Kind kind, String endpoint, String why);

    /** What was wrong with a message. */
    enum Kind {
        /** Longer than {@link Message#MAX_BYTES}. */
        OVERSIZE,
        /** Not CBOR, or not a map. */
        NOT_CBOR,
        /** CBOR, but with keys or values that no message has. */
        WRONG_KEYS,
        /** An operation that does not exist, or that no device sends to this server. */
        WRONG_OPERATION,
        /** A topic that belongs to nobody. */
        WRONG_TOPIC,
        /** It names another endpoint than its topic. */
        WRONG_ENDPOINT,
        /** Register or Update with a content that does not hold. */
        WRONG_REGISTRATION,
        /** A Send or Notify whose payload cannot be read. */
        WRONG_PAYLOAD,
        /** A notification that nobody asked for, or an answer to nothing that was asked or that came too late. */
        UNEXPECTED;

        /** What {@link Message#decode} means with {@code refusal}. */
        static Kind of(int length, String refusal) {
            if (length > Message.MAX_BYTES) {
                return OVERSIZE;
            }
            if (refusal.startsWith("operation:")) {
                return WRONG_OPERATION;
            }
            return refusal.startsWith("message: must be") || refusal.startsWith("message: must not end")
                    ? NOT_CBOR
                    : WRONG_KEYS;
        }
    }
}
