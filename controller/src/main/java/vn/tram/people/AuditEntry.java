package vn.tram.people;

import java.time.Instant;

/**
 * One change, or one try at signing in.
 *
 * @param at by the controller's clock
 * @param actor user name; for a failed sign-in the name that was typed, cut to {@value #MAX_TEXT} characters
 * @param from the address of the browser, or {@code console} for the command line
 * @param action what was done
 * @param subject to what: an incident's id, a user's name, an endpoint; may be empty
 * @param before how it was, in short, with no secret in it; may be empty
 * @param after how it is now; may be empty
 */
public record AuditEntry(
        Instant at, String actor, String from, Action action, String subject, String before, String after) {

    public static final int MAX_TEXT = 256;

    /** What was done. */
    public enum Action {
        SIGNED_IN,
        SIGN_IN_FAILED,
        SIGNED_OUT,
        SET_UP,
        USER_ADDED,
        USER_RESET,
        INCIDENT_ACKNOWLEDGED,
        INCIDENT_ASSIGNED,
        INCIDENT_COMMENTED,
        INCIDENT_ESCALATED,
        MAINTENANCE_PLANNED,
        MAINTENANCE_CANCELLED,
        ANNOUNCEMENT_PUBLISHED,
        PORTAL_CERTIFICATE_UPLOADED,
        ANNOUNCEMENT_CHANGED,
        ANNOUNCEMENT_RETIRED,
        ANNOUNCEMENT_MOVED,
        EMERGENCY_ASKED,
        EMERGENCY_SENT,
        EMERGENCY_WITHDRAWN,
        VOUCHERS_MADE,
        VOUCHERS_REVOKED,
        CLAIM_MADE,
        NODE_PLACED,
        INVENTORY_IMPORTED,
        FAULT_INJECTED,
        FAULT_CLEARED
    }

    public AuditEntry {
        actor = cut(actor);
        from = cut(from);
        subject = cut(subject);
        before = cut(before);
        after = cut(after);
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
