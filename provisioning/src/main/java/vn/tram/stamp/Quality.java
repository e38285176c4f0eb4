package vn.tram.stamp;

import java.time.Duration;

/**
 * An estimate of how a conversation over a link would be judged: the E-model's rating R (ITU-T G.107) for narrowband
 * speech in G.711 with packet-loss concealment. It knows delay and loss only, so whatever shows it calls it an estimate.
 *
 * @param rating R, from 0 to 93.2
 */
public record Quality(double rating) {

    private static final double BEST = 93.2;
    /** G.113, appendix I: loss robustness of G.711 with concealment. */
    private static final double ROBUSTNESS = 25.1;

    private static final double WORST_IMPAIRMENT = 95;
    private static final double KNEE_MILLIS = 177.3;
    private static final double CODEC_MILLIS = 20;
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * @param roundTrip of packets
     * @param jitter for which a receiver would have to wait twice
     * @param loss share of packets, 0 to 1
     */
    public static Quality of(Duration roundTrip, Duration jitter, double loss) {
        if (!(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException("loss: must be 0 to 1, was " + loss);
        }
        double delay =
                roundTrip.toNanos() / NANOS_PER_MILLI / 2 + 2 * jitter.toNanos() / NANOS_PER_MILLI + CODEC_MILLIS;
        double percent = 100 * loss;
        double byDelay = 0.024 * delay + 0.11 * Math.max(0, delay - KNEE_MILLIS);
        double byLoss = WORST_IMPAIRMENT * percent / (percent + ROBUSTNESS);
        return new Quality(Math.max(0, Math.min(BEST, BEST - byDelay - byLoss)));
    }

    /** Mean opinion score, 1 to 4.5 (G.107, annex B). */
    public double meanOpinion() {
        double r = rating;
        return r <= 0 ? 1 : 1 + 0.035 * r + 7e-6 * r * (r - 60) * (100 - r);
    }
}
