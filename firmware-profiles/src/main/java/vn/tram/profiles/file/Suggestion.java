package vn.tram.profiles.file;

import java.util.Collection;
import java.util.Locale;

/** Guesses what was meant by a word that is not known. */
public final class Suggestion {

    private Suggestion() {}

    /**
     * The rule to print for an unknown word: {@code must be a known key; did you mean "interval"?}, or without a
     * suggestion when nothing is near.
     */
    public static String rule(String rule, String word, Collection<String> known) {
        String best = "";
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            int length = Math.max(word.length(), candidate.length());
            if (distance < bestDistance && distance <= (length < 6 ? 1 : length / 2)) {
                best = candidate;
                bestDistance = distance;
            }
        }
        return best.isEmpty() ? rule : rule + "; did you mean \"" + best + "\"?";
    }

    /** How many insertions, deletions, replacements and swaps of neighbours turn one word into the other. */
    static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 20) {
            return Integer.MAX_VALUE;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
