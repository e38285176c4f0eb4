package vn.tram.simulator.client;

/** The network of a hotspot, with one client on it. */
interface Hotspot extends Network {

    /** The client's session ends, as by its time. */
    void expires();
}
