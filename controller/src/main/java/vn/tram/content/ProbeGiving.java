package vn.tram.content;

import org.jspecify.annotations.Nullable;

/** Who tells devices how to probe their line to the controller, as the device listener sees it. */
public interface ProbeGiving {

    /**
     * For a run of that device's agent; what was given before ends. Blocks on the disk.
     *
     * @param endpoint the name in the valid certificate that the device has shown
     * @return {@link vn.tram.stamp.ProbeParameters} as text; null when there are too many devices
     */
    @Nullable
    String parameters(String endpoint);
}
