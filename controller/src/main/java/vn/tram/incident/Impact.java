package vn.tram.incident;

/**
 * What an incident means for people: the cause and what is down because of it.
 *
 * @param opening when it was opened
 * @param peak when most nodes were down at once
 */
public record Impact(Affected opening, Affected peak) {

    public static final Impact NONE = new Impact(Affected.NONE, Affected.NONE);
}
