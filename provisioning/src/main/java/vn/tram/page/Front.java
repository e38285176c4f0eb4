package vn.tram.page;

import org.jspecify.annotations.Nullable;
import vn.tram.document.PortalContent;
import vn.tram.document.PortalPolicy;

/**
 * What the first page shows.
 *
 * @param seal hidden value of its forms; empty in a preview
 * @param trouble why the last attempt failed, one of the texts {@code trouble.*}; null when there was none
 * @param word by which somebody comes back into a session, filled in by a link; empty for none
 * @param open whether this person's door is open already
 */
public record Front(
        Place place,
        PortalContent content,
        PortalPolicy policy,
        String seal,
        @Nullable Trouble trouble,
        String word,
        boolean open) {}
