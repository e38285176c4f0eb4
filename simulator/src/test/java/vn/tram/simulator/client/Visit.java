package vn.tram.simulator.client;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** A person comes by with a phone, logs in, stays until the session ends: what there is to complain of. */
final class Visit {

    private static final Duration BEFORE_GIVING_UP = Duration.ofSeconds(30);

    /** What went wrong for the person. */
    enum Complaint {
        /** Nothing tells of the login: the network seems to work, or nothing is said. */
        NOT_NOTICED,
        /** "No internet" although a login is all that is missing. */
        SAYS_NO_INTERNET,
        /** What opens is blank, or has no button that works there. */
        NO_WAY_IN,
        /** Pressing the button leads to an error, or to nothing. */
        ERROR_SHOWN,
        /** A warning about a certificate. */
        UNTRUSTED,
        /** Logged in, and the sheet or the notification is still there. */
        SHEET_STAYS,
        /** Logged in, and the browser shows the login again. */
        PORTAL_AGAIN,
        /** The network's API is announced, and what it says is not believed. */
        API_NOT_BELIEVED,
        /** The API is announced, and nothing leads to the announcements after the login. */
        NO_VENUE,
        /** The session is over, and nothing tells of it when the phone comes back. */
        EXPIRY_NOT_NOTICED
    }

    private Visit() {}

    static Set<Complaint> of(ClientOs os, Hotspot hotspot) {
        Set<Complaint> complaints = EnumSet.noneOf(Complaint.class);
        if (!os.probes() && hotspot.api().isEmpty()) {
            return complaints;
        }
        Phone phone = new Phone(os, hotspot);
        phone.joins();
        if (!phone.is(Finding.State.CAPTIVE)) {
            phone.passes(BEFORE_GIVING_UP);
        }
        if (phone.wasEver(Finding.State.NO_INTERNET)) {
            complaints.add(Complaint.SAYS_NO_INTERNET);
        } else if (!phone.is(Finding.State.CAPTIVE)) {
            complaints.add(Complaint.NOT_NOTICED);
        }
        if (hotspot.ask(Request.get(Internet.BESIDE)).failure() == Answer.Failure.UNTRUSTED) {
            complaints.add(Complaint.UNTRUSTED);
        }
        if (phone.is(Finding.State.CAPTIVE) && entered(phone, complaints)) {
            phone.passes(os.patience());
            inside(os, hotspot, phone, complaints);
        }
        if (!phone.remarks().isEmpty()) {
            complaints.add(Complaint.API_NOT_BELIEVED);
        }
        return complaints;
    }

    private static boolean entered(Phone phone, Set<Complaint> complaints) {
        Sheet.Page page = phone.opens();
        if (page.answer().failure() == Answer.Failure.UNTRUSTED) {
            complaints.add(Complaint.UNTRUSTED);
            return false;
        }
        boolean entered = page.isShown() && phone.logsIn();
        if (!entered) {
            complaints.add(Complaint.NO_WAY_IN);
        } else if (!phone.sees().isShown() || phone.sees().answer().status() >= 400) {
            complaints.add(Complaint.ERROR_SHOWN);
        }
        return entered;
    }

    private static void inside(ClientOs os, Hotspot hotspot, Phone phone, Set<Complaint> complaints) {
        if (!phone.is(Finding.State.FREE)) {
            complaints.add(Complaint.SHEET_STAYS);
            return;
        }
        if (os.asksApi() && hotspot.api().isPresent() && phone.last().venue().isEmpty()) {
            complaints.add(Complaint.NO_VENUE);
        }
        if (phone.wasRedirected() && phone.opensAgain().answer().body().contains("/login")) {
            complaints.add(Complaint.PORTAL_AGAIN);
        }
        hotspot.expires();
        phone.joins();
        if (!phone.is(Finding.State.CAPTIVE)) {
            complaints.add(Complaint.EXPIRY_NOT_NOTICED);
        }
    }
}
