package vn.tram.web.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;

/**
 * Hashes and checks passwords with Argon2id, with the parameters that OWASP's password storage cheat sheet gives (2023:
 * 19 MiB, two passes, one lane). At most {@value #AT_ONCE} at a time, so that a flood of sign-ins takes neither all
 * memory nor all processors. Safe for many threads.
 */
public final class Passwords {

    static final int MEMORY_KIB = 19 * 1024;
    static final int PASSES = 2;
    static final int LANES = 1;
    static final int AT_ONCE = 2;

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Duration WAIT = Duration.ofSeconds(3);
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int GENERATED_LENGTH = 20;

    private final SecureRandom random = new SecureRandom();
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final PasswordHash nobody =
            new PasswordHash(MEMORY_KIB, PASSES, LANES, new byte[SALT_BYTES], new byte[HASH_BYTES]);

    /** @throws Refused when too many passwords are being hashed */
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        byte[] hash = compute(MEMORY_KIB, PASSES, LANES, salt, HASH_BYTES, password);
        return new PasswordHash(MEMORY_KIB, PASSES, LANES, salt, hash).text();
    }

    /**
     * Whether the hash is of this password. Takes as long when there is no hash, so that a stranger does not learn by
     * the clock who has an account.
     *
     * @param phc null for an unknown user: false
     * @throws Refused when too many passwords are being checked
     */
    public boolean verify(@Nullable String phc, String password) {
        PasswordHash expected = phc == null ? nobody : PasswordHash.parse(phc);
        if (expected == null) {
            return false;
        }
        byte[] hash = compute(
                expected.memory(),
                expected.passes(),
                expected.lanes(),
                expected.salt(),
                expected.hash().length,
                password);
        return MessageDigest.isEqual(hash, expected.hash()) && phc != null;
    }

    /** A password that nobody can guess and that can be read out: about 116 bits. */
    public String generate() {
        StringBuilder password = new StringBuilder(GENERATED_LENGTH);
        for (int i = 0; i < GENERATED_LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }

    private byte[] compute(int memory, int passes, int lanes, byte[] salt, int length, String password) {
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build();
        // The same letters typed on another keyboard may come composed differently.
        byte[] typed = Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
        byte[] hash = new byte[length];
        takePlace();
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(parameters);
            generator.generateBytes(typed, hash);
        } finally {
            places.release();
        }
        return hash;
    }

    private void takePlace() {
        boolean taken = false;
        try {
            taken = places.tryAcquire(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!taken) {
            throw Refused.because(Refusal.BUSY, "too many people are signing in")
                    .retryAfter(WAIT);
        }
    }
}
