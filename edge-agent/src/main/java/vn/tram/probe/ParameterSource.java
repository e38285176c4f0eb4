package vn.tram.probe;

import java.io.IOException;
import vn.tram.stamp.ProbeParameters;

/** Where the controller says how the link to it is probed. */
public interface ParameterSource {

    /** A new session; the one before it ends. Takes as long as the line does. */
    ProbeParameters fetch() throws IOException;
}
