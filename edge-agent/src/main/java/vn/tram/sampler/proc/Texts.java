package vn.tram.sampler.proc;

import vn.tram.document.Reading;

/** Texts from outside, cut to what a reading can hold. */
final class Texts {

    private Texts() {}

    static Reading reading(int object, int instance, int resource, String text) {
        int length = Math.min(text.length(), Reading.MAX_TEXT);
        boolean splitsPair = length < text.length() && Character.isHighSurrogate(text.charAt(length - 1));
        return Reading.of(object, instance, resource, text.substring(0, splitsPair ? length - 1 : length));
    }
}
