package vn.tram.sampler.snmp;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snmp4j.security.AuthHMAC128SHA224;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC256SHA384;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthMD5;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES192;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.PrivDES;
import org.snmp4j.security.nonstandard.PrivAES192With3DESKeyExtension;
import org.snmp4j.security.nonstandard.PrivAES256With3DESKeyExtension;
import org.snmp4j.smi.OID;
import vn.tram.profiles.file.Secret;

/** Who we are to a device: a community of version 1 or 2c, or a user of version 3. */
public sealed interface SnmpAccess {

    /** SNMP version 1 or 2c. */
    record Community(boolean isVersion1, Secret community) implements SnmpAccess {}

    /**
     * SNMP version 3 with the user-based security model (RFC 3414).
     *
     * @param name of the user
     * @param auth null when messages are not authenticated
     * @param privacy null when messages are not encrypted; needs {@code auth}
     * @param context which of the device's contexts; empty for the usual one
     * @param engineId of the device in hexadecimal, when it must be that very engine; empty when it is found out
     */
    record User(String name, @Nullable Auth auth, @Nullable Privacy privacy, String context, String engineId)
            implements SnmpAccess {

        public User {
            if (privacy != null && auth == null) {
                throw new IllegalArgumentException("privacy: needs auth (RFC 3414, section 1.4.3)");
            }
        }
    }

    /** How messages are authenticated. */
    record Auth(AuthProtocol protocol, Secret password) {}

    /** How messages are encrypted. */
    record Privacy(PrivacyProtocol protocol, Secret password) {}

    /** RFC 3414 and RFC 7860. */
    enum AuthProtocol {
        SHA_1("SHA-1", AuthSHA.ID),
        SHA_224("SHA-224", AuthHMAC128SHA224.ID),
        SHA_256("SHA-256", AuthHMAC192SHA256.ID),
        SHA_384("SHA-384", AuthHMAC256SHA384.ID),
        SHA_512("SHA-512", AuthHMAC384SHA512.ID),
        MD5("MD5", AuthMD5.ID);

        private final String label;
        private final String id;

        AuthProtocol(String label, OID id) {
            this.label = label;
            this.id = id.toDottedString();
        }

        /** As settings write it. */
        public String label() {
            return label;
        }

        /** Whether it is only for devices that know nothing better. */
        public boolean isWeak() {
            return this == MD5;
        }

        OID id() {
            return new OID(id);
        }

        static Optional<AuthProtocol> of(String label) {
            return Arrays.stream(values())
                    .filter(protocol -> protocol.label.equals(label))
                    .findFirst();
        }
    }

    /** RFC 3414, RFC 3826, and what makers do about longer keys: the C variants stretch them as Cisco does. */
    enum PrivacyProtocol {
        AES_128("AES-128", PrivAES128.ID),
        AES_192("AES-192", PrivAES192.ID),
        AES_256("AES-256", PrivAES256.ID),
        AES_192_C("AES-192-C", PrivAES192With3DESKeyExtension.ID),
        AES_256_C("AES-256-C", PrivAES256With3DESKeyExtension.ID),
        DES("DES", PrivDES.ID);

        private final String label;
        private final String id;

        PrivacyProtocol(String label, OID id) {
            this.label = label;
            this.id = id.toDottedString();
        }

        /** As settings write it. */
        public String label() {
            return label;
        }

        /** Whether it is only for devices that know nothing better. */
        public boolean isWeak() {
            return this == DES;
        }

        OID id() {
            return new OID(id);
        }

        static Optional<PrivacyProtocol> of(String label) {
            return Arrays.stream(values())
                    .filter(protocol -> protocol.label.equals(label))
                    .findFirst();
        }
    }
}
