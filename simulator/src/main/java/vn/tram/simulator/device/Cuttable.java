package vn.tram.simulator.device;

import vn.tram.inventory.Node;

/** A device that a fault can reach. Safe for use by many threads. */
public interface Cuttable {

    Node node();

    /** Takes its connection away, or gives it back. */
    void cut(boolean cut);

    /** Breaks its radio, or mends it. */
    void breakRadio(boolean broken);
}
