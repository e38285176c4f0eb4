package vn.tram.portal;

import java.io.IOException;
import vn.tram.bundle.VerifyingKeys;

/** Who says by which keys the centre is known: the controller's device listener, or a fake. */
public interface KeySource {

    /**
     * Blocks.
     *
     * @throws IOException saying what was asked and what came
     */
    VerifyingKeys ask() throws IOException;
}
