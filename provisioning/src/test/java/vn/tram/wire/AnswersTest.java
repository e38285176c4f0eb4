package vn.tram.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AnswersTest {

    @Test
    void only_changed_says_that_a_report_is_kept() {
        assertTrue(Answers.isKept(204));
        assertFalse(Answers.isKept(205));
        assertFalse(Answers.isKept(503));
    }

    @Test
    void a_report_is_given_up_for_its_own_faults_only() {
        assertTrue(Answers.isFinal(400));
        assertTrue(Answers.isFinal(413));
        assertTrue(Answers.isFinal(415));
        assertFalse(Answers.isFinal(403), "the engineer may place the node tomorrow");
        assertFalse(Answers.isFinal(404), "it registers again");
        assertFalse(Answers.isFinal(503));
        assertFalse(Answers.isFinal(204));
    }
}
