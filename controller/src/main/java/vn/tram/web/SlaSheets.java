package vn.tram.web;

import java.util.List;
import vn.tram.sla.Definition;
import vn.tram.sla.Period;
import vn.tram.sla.Sheet;
import vn.tram.sla.View;

/** Where sheets of availability come from. Safe for use by many threads. */
public interface SlaSheets {

    /** Those that there are, the usual one first. */
    List<Definition> definitions();

    /**
     * May take some seconds.
     *
     * @param period must have begun
     */
    Sheet sheet(Definition definition, Period period, View view);
}
