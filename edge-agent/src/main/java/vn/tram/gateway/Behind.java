package vn.tram.gateway;

import java.util.List;
import java.util.concurrent.CompletionStage;
import vn.tram.document.Reading;

/** One device behind the agent, asked over whatever it speaks. */
public interface Behind {

    /** What it is called here: {@link vn.tram.identity.EndpointName#isDevice}. */
    String name();

    /** A whole round, without waiting for it. Never called while the round before is still going on. */
    CompletionStage<Answer> ask();

    /** How many series it may report, as its profile says. */
    int maxSeries();

    /**
     * What came of a round.
     *
     * @param reached whether the device answered at all
     * @param readings what it said; when it did not answer, why not
     */
    record Answer(boolean reached, List<Reading> readings) {
        public Answer {
            readings = List.copyOf(readings);
        }
    }
}
