package vn.tram.document;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may pass a hotspot, how, and how much. Travels in the bundle of the portal.
 *
 * @param allowance of those who accept the rules
 * @param ways at least one
 * @param garden names that can be reached before the door is open, such as {@code dichvucong.gov.vn}; what is below a
 *     name is meant too. Lower case, at most {@value #MAX_GARDEN}, none twice
 * @param vouchers at most {@value #MAX_BATCHES} batches, none with an id twice
 */
public record PortalPolicy(
        Allowance allowance, Set<WayIn> ways, Terms terms, List<String> garden, List<VoucherBatch> vouchers) {

    public static final int MAX_GARDEN = 200;
    public static final int MAX_BATCHES = 50;

    /** How a person gets in. */
    public enum WayIn {
        /** By accepting the rules of use. */
        RULES,
        /** By the code of a voucher, and accepting the rules of use. */
        VOUCHER
    }

    public PortalPolicy {
        ways = Set.copyOf(ways);
        garden = List.copyOf(garden);
        vouchers = List.copyOf(vouchers);
        String problem = problem(ways, garden, vouchers);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** The rule that the values break, or null. */
    public static @Nullable String problem(Set<WayIn> ways, List<String> garden, List<VoucherBatch> vouchers) {
        if (ways.isEmpty()) {
            return "ways: must be at least one of rules, voucher";
        }
        if (garden.size() > MAX_GARDEN) {
            return "garden: must be at most " + MAX_GARDEN + " names, were " + garden.size();
        }
        Set<String> names = new HashSet<>();
        for (String name : garden) {
            String problem = Garden.problem(name);
            if (problem != null || !names.add(name)) {
                return "garden: " + (problem == null ? "must hold a name once" : problem) + ", had " + name;
            }
        }
        if (vouchers.size() > MAX_BATCHES) {
            return "vouchers: must be at most " + MAX_BATCHES + " batches, were " + vouchers.size();
        }
        Set<Integer> ids = new HashSet<>();
        for (VoucherBatch batch : vouchers) {
            if (!ids.add(batch.id())) {
                return "vouchers: a batch must occur once, twice was " + batch.id();
            }
        }
        return null;
    }

    /** The batch of this id, or null. */
    public @Nullable VoucherBatch batch(int id) {
        return vouchers.stream().filter(batch -> batch.id() == id).findFirst().orElse(null);
    }

    /** The same with other batches of vouchers. */
    public PortalPolicy withVouchers(List<VoucherBatch> others) {
        return new PortalPolicy(allowance, ways, terms, garden, others);
    }
}
