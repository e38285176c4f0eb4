package vn.tram.portal;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.tram.access.Gate;
import vn.tram.document.Reading;
import vn.tram.page.Line;

/**
 * What a portal is made of.
 *
 * @param line how the way out is now; must not wait
 * @param tell keeps readings for the controller at once, and says whether they are safe
 * @param folder of what the portal keeps
 * @param random must be fit for secrets
 * @param station the hotspot's name for people
 * @param operator who offers the network, shown while no content has come yet
 * @param name of the portal in the DNS, in lower case; null when it is asked by its address
 */
public record PortalParts(
        Content content,
        Gate gate,
        Supplier<Line> line,
        Predicate<List<Reading>> tell,
        Path folder,
        InstantSource clock,
        RandomGenerator random,
        String station,
        String operator,
        @Nullable String name) {}
