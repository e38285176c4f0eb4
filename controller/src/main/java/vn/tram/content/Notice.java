package vn.tram.content;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.desired.Target;
import vn.tram.document.Announcement;
import vn.tram.document.Announcement.Text;
import vn.tram.document.Showing;

/**
 * An announcement as its authors have it.
 *
 * @param id stays the same however often it is changed
 * @param revision of the edition in which it was written or changed last
 * @param publishedAt when that was, by the controller's clock
 * @param author user name of who did that
 * @param english null when there is none
 * @param targets whom it is for; empty for the whole province
 * @param retiredAt null while it is in use
 * @param retiredBy user name; null while it is in use
 */
public record Notice(
        String id,
        long revision,
        Instant publishedAt,
        String author,
        Text vietnamese,
        @Nullable Text english,
        Showing showing,
        List<Target> targets,
        @Nullable Instant retiredAt,
        @Nullable String retiredBy) {

    public static final int MAX_TARGETS = 50;

    /** What an author decides. */
    public record Words(Text vietnamese, @Nullable Text english, Showing showing, List<Target> targets) {
        public Words {
            targets = List.copyOf(targets);
        }
    }

    public Notice {
        targets = List.copyOf(targets);
    }

    Notice(String id, long revision, Instant at, String author, Words words) {
        this(
                id,
                revision,
                at,
                author,
                words.vietnamese(),
                words.english(),
                words.showing(),
                words.targets(),
                null,
                null);
    }

    public boolean isRetired() {
        return retiredAt != null;
    }

    Notice retired(Instant at, String by) {
        return new Notice(id, revision, publishedAt, author, vietnamese, english, showing, targets, at, by);
    }

    boolean isFor(Target.Where node) {
        return targets.isEmpty() || targets.stream().anyMatch(target -> target.covers(node));
    }

    Announcement announcement() {
        return new Announcement(revision, publishedAt, vietnamese, english, showing);
    }
}
