package vn.tram.sampler.snmp;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.Oid;
import vn.tram.profiles.Recogniser;
import vn.tram.profiles.ValueSource.TextForm;
import vn.tram.profiles.file.ProfileLibrary;
import vn.tram.profiles.file.ProfileLibrary.Candidate;

/**
 * What a device says that it is, and the profile that knows it best.
 *
 * @param sysObjectId empty when the device does not say
 * @param sysDescr empty when the device does not say
 * @param profile id of the profile; null when there was no answer
 * @param why the conditions that the device met; null when there was no answer
 * @param rejected profiles that would have come first if the device had what they ask for
 * @param trouble why there is no profile; empty when there is one
 */
public record Identification(
        String sysObjectId,
        String sysDescr,
        @Nullable String profile,
        @Nullable Recogniser why,
        List<Candidate> rejected,
        String trouble) {

    static final Oid SYS_DESCR = Oid.of("1.3.6.1.2.1.1.1.0");
    static final Oid SYS_OBJECT_ID = Oid.of("1.3.6.1.2.1.1.2.0");

    /** Asks {@code source}; the future never fails. */
    public static CompletableFuture<Identification> of(SnmpSource source, ProfileLibrary library) {
        return source.get(List.of(SYS_DESCR, SYS_OBJECT_ID)).thenCompose(answers -> {
            SnmpValue descr = answers.values().get(SYS_DESCR);
            SnmpValue objectId = answers.values().get(SYS_OBJECT_ID);
            String sysDescr = descr == null ? "" : descr.asText(TextForm.UTF8);
            Oid oid = objectId == null || objectId.oid() == null ? Oid.of() : objectId.oid();
            Identification unknown =
                    new Identification(oid.toString(), sysDescr, null, null, List.of(), answers.trouble());
            return answers.reached()
                    ? choose(source, unknown, library.candidates(oid, sysDescr), new ArrayList<>())
                    : CompletableFuture.completedFuture(unknown);
        });
    }

    private static CompletableFuture<Identification> choose(
            SnmpSource source, Identification device, List<Candidate> candidates, List<Candidate> rejected) {
        if (candidates.isEmpty()) {
            String trouble = "no profile knows sysObjectID \"" + device.sysObjectId() + "\"";
            return CompletableFuture.completedFuture(device.with(null, rejected, trouble));
        }
        Candidate first = candidates.get(0);
        Oid present = first.why().present();
        if (present == null) {
            return CompletableFuture.completedFuture(device.with(first, rejected, ""));
        }
        return source.has(present).thenCompose(has -> {
            if (has) {
                return CompletableFuture.completedFuture(device.with(first, rejected, ""));
            }
            rejected.add(first);
            return choose(source, device, candidates.subList(1, candidates.size()), rejected);
        });
    }

    private Identification with(@Nullable Candidate chosen, List<Candidate> others, String newTrouble) {
        return new Identification(
                sysObjectId,
                sysDescr,
                chosen == null ? null : chosen.id(),
                chosen == null ? null : chosen.why(),
                List.copyOf(others),
                newTrouble);
    }
}
