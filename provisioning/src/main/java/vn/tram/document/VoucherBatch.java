package vn.tram.document;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a hotspot must know of vouchers that were printed together: enough to tell a true code without asking anybody, and
 * too little to make one.
 *
 * @param id 0 to {@value VoucherCode#MAX_BATCH}, printed in each code
 * @param until no code opens a door from then on
 * @param allowance of one voucher
 * @param salt {@value #SALT_BYTES} random bytes in Base64
 * @param verifiers those of the serial numbers 0, 1, 2 …, one behind the other, in Base64 (RFC 4648, section 4)
 */
public record VoucherBatch(int id, Instant until, Allowance allowance, String salt, String verifiers) {

    public static final int SALT_BYTES = 16;

    public VoucherBatch {
        String problem = problem(id, salt, verifiers);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** The rule that the values break, or null. */
    public static @Nullable String problem(int id, String salt, String verifiers) {
        if (id < 0 || id > VoucherCode.MAX_BATCH) {
            return "id of a batch of vouchers: must be 0 to " + VoucherCode.MAX_BATCH + ", was " + id;
        }
        byte[] salted = decode(salt);
        if (salted == null || salted.length != SALT_BYTES) {
            return "salt of batch " + id + ": must be " + SALT_BYTES + " bytes in Base64";
        }
        byte[] all = decode(verifiers);
        int most = (VoucherCode.MAX_SERIAL + 1) * VoucherCode.VERIFIER_BYTES;
        if (all == null || all.length == 0 || all.length > most || all.length % VoucherCode.VERIFIER_BYTES != 0) {
            return "verifiers of batch " + id + ": must be 1 to " + (VoucherCode.MAX_SERIAL + 1) + " times "
                    + VoucherCode.VERIFIER_BYTES + " bytes in Base64";
        }
        return null;
    }

    /**
     * The public part of {@code codes}; takes some milliseconds for each.
     *
     * @param codes with the serial numbers 0, 1, 2 … in this order, of one batch
     * @param salt {@value #SALT_BYTES} random bytes
     */
    public static VoucherBatch of(List<VoucherCode> codes, Instant until, Allowance allowance, byte[] salt) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (VoucherCode code : codes) {
            if (code.batch() != codes.get(0).batch() || code.serial() * VoucherCode.VERIFIER_BYTES != all.size()) {
                throw new IllegalArgumentException("codes: must be of one batch and in order, had " + code);
            }
            all.writeBytes(code.verifier(salt));
        }
        Base64.Encoder base64 = Base64.getEncoder();
        return new VoucherBatch(
                codes.get(0).batch(),
                until,
                allowance,
                base64.encodeToString(salt),
                base64.encodeToString(all.toByteArray()));
    }

    /** How many vouchers there are. */
    public int size() {
        return bytes(verifiers).length / VoucherCode.VERIFIER_BYTES;
    }

    /** Whether the code is of this batch; whether it is still good is for the caller. Takes some milliseconds. */
    public boolean holds(VoucherCode code) {
        byte[] all = bytes(verifiers);
        int at = code.serial() * VoucherCode.VERIFIER_BYTES;
        return code.batch() == id
                && at < all.length
                && MessageDigest.isEqual(
                        code.verifier(bytes(salt)), Arrays.copyOfRange(all, at, at + VoucherCode.VERIFIER_BYTES));
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    private static byte @Nullable [] decode(String base64) {
        try {
            return bytes(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Without the verifiers. */
    @Override
    public String toString() {
        return "vouchers of batch " + id;
    }
}
