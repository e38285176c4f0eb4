package vn.tram.uplink;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The first, third, fifth and so on of each device's: devices report in turn, and of every second report in all one
 * device could lose each and another none.
 */
final class EverySecond implements Predicate<String> {

    private final Set<String> odd = new HashSet<>();

    @Override
    public boolean test(String device) {
        return odd.add(device) || !odd.remove(device);
    }
}
