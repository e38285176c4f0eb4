package vn.tram.lwm2m.mqtt;

/** Takes LwM2M Send requests; called on the session's thread, and must return soon. */
public interface SendReceiver {

    /**
     * A device sent something. It may not be registered.
     *
     * @param contentFormat CoAP number of the payload's format
     * @param responder must be used exactly once, now or later
     */
    void sent(String endpoint, int contentFormat, byte[] payload, Responder responder);

    /** Owes one answer. Safe for use by any thread. */
    interface Responder {

        /**
         * @param code LwM2M response code, such as 204
         * @param reason diagnostic text; empty for none
         */
        void answer(int code, String reason);
    }
}
