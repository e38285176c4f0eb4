package vn.tram.sampler.proc;

import java.io.IOException;
import java.util.List;
import vn.tram.document.Reading;

/** One thing that Linux tells about itself. Used by one thread at a time. */
interface Part {

    /**
     * Adds what can be read, and what was read before something failed stays added.
     *
     * @throws IOException when what every Linux has cannot be read
     * @throws ProcText.MalformedException when it cannot be understood
     */
    void read(List<Reading> readings) throws IOException, ProcText.MalformedException;
}
