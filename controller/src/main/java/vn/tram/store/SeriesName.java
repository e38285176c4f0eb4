package vn.tram.store;

import vn.tram.document.ResourcePath;

/** One resource of one device. */
record SeriesName(String endpoint, ResourcePath path) {}
