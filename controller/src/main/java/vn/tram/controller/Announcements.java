package vn.tram.controller;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.content.Publishing;
import vn.tram.document.Announcement;
import vn.tram.document.PortalContent;
import vn.tram.web.Publisher;

/** What people type on the pages, towards the content that portals fetch. */
final class Announcements implements Publisher {

    private static final int MAX_LISTED = 50;

    private final Publishing publishing;

    Announcements(Publishing publishing) {
        this.publishing = publishing;
    }

    @Override
    public Published publish(String actor, Draft draft) {
        boolean english = !draft.titleEn().isEmpty();
        Announcement.Text vietnamese = new Announcement.Text(draft.titleVi(), draft.bodyVi());
        Announcement.Text inEnglish = english ? new Announcement.Text(draft.titleEn(), draft.bodyEn()) : null;
        try {
            Publishing.Publication made = publishing.publish(actor, vietnamese, inEnglish);
            return new Published(made.revision(), made.hash(), made.publishedAt(), made.actor(), draft);
        } catch (IOException e) {
            throw new UncheckedIOException("announcement: cannot be kept", e);
        }
    }

    @Override
    public PortalContent content() {
        return publishing.content();
    }

    @Override
    public List<Published> current() {
        Map<Long, Publishing.Publication> byRevision = new HashMap<>();
        publishing.publications().forEach(one -> byRevision.put(one.revision(), one));
        List<Published> all = new ArrayList<>();
        for (Announcement one : publishing.content().announcements()) {
            Publishing.@Nullable Publication made = byRevision.get(one.revision());
            if (made != null && all.size() < MAX_LISTED) {
                all.add(new Published(made.revision(), made.hash(), made.publishedAt(), made.actor(), draft(one)));
            }
        }
        return all;
    }

    private static Draft draft(Announcement one) {
        Announcement.Text english = one.english();
        return new Draft(
                one.vietnamese().title(),
                one.vietnamese().body(),
                english == null ? "" : english.title(),
                english == null ? "" : english.body());
    }
}
