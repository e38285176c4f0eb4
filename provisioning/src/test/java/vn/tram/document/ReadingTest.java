package vn.tram.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReadingTest {

    private static final String FULL = "ạ".repeat(Reading.MAX_TEXT);

    @Test
    void a_text_that_fits_is_left_as_it_is() {
        assertEquals(FULL, Reading.cut(FULL));
        assertEquals("", Reading.cut(""));
    }

    @Test
    void a_text_that_is_too_long_shows_that_something_is_missing() {
        assertEquals("ạ".repeat(Reading.MAX_TEXT - 1) + "…", Reading.cut(FULL + "x"));
    }

    @Test
    void a_character_of_two_halves_is_kept_or_left_out_as_a_whole() {
        String text = "a".repeat(Reading.MAX_TEXT - 2) + "😀😀";

        String cut = Reading.cut(text);

        assertEquals("a".repeat(Reading.MAX_TEXT - 2) + "…", cut);
        assertFalse(Character.isSurrogate(cut.charAt(cut.length() - 2)));
        assertTrue(Reading.isAllowed(Reading.ofText(3, 0, 0, text).value()));
    }
}
