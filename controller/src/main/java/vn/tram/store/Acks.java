package vn.tram.store;

/** Who owes devices their answers. Called on the store's writer thread: must return soon and must not throw. */
public interface Acks {

    /** The report is on the disk, from now or from an earlier time it was sent: answer 2.04. */
    void committed(long ticket);

    /**
     * The report could not be kept: answer 5.00, so that the device keeps it and tries again.
     *
     * @param reason for the log of the device, in English
     */
    void failed(long ticket, String reason);
}
