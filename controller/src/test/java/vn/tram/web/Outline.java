package vn.tram.web;

import java.util.Random;

/** A district's outline. */
final class Outline {

    private final String code;
    private final String name;
    private final double[][] points;

    /** @param points longitude and latitude of each corner */
    Outline(String code, String name, double[][] points) {
        this.code = code;
        this.name = name;
        this.points = points;
    }

    String code() {
        return code;
    }

    String name() {
        return name;
    }

    double[] inside(Random random) {
        double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
        double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
        for (double[] p : points) {
            for (int i = 0; i < 2; i++) {
                low[i] = Math.min(low[i], p[i]);
                high[i] = Math.max(high[i], p[i]);
            }
        }
        while (true) {
            double x = low[0] + random.nextDouble() * (high[0] - low[0]);
            double y = low[1] + random.nextDouble() * (high[1] - low[1]);
            if (contains(x, y)) {
                return new double[] {x, y};
            }
        }
    }

    private boolean contains(double x, double y) {
        boolean inside = false;
        for (int i = 0, j = points.length - 1; i < points.length; j = i++) {
            double[] a = points[i];
            double[] b = points[j];
            if (a[1] > y != b[1] > y && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]) {
                inside = !inside;
            }
        }
        return inside;
    }
}
