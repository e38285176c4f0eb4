package vn.tram.controller;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.YamlMap;
import vn.tram.sla.Definition;
import vn.tram.sla.DefinitionReader;

/** Finds the definitions of availability: those that come with the program, and the user's own in {@code sla/}. */
public final class SlaDefinitions {

    private static final List<String> BUNDLED = List.of("uptime", "y1540", "mef", "office-hours");

    private SlaDefinitions() {}

    /**
     * The program's own first; one of the user's with the same name takes its place.
     *
     * @param data folder of a controller
     * @throws BadFileException with every problem of the first file that has any
     */
    public static List<Definition> load(Path data) throws IOException, BadFileException {
        Map<String, Definition> all = new TreeMap<>();
        List<String> order = new ArrayList<>();
        for (String name : BUNDLED) {
            add(bundled(name), all, order);
        }
        Path folder = data.resolve("sla");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(file -> file.toString().endsWith(".yaml"))
                        .sorted()
                        .toList()) {
                    add(DefinitionReader.read(YamlMap.read(file)), all, order);
                }
            }
        }
        return order.stream().map(all::get).toList();
    }

    private static void add(Definition definition, Map<String, Definition> all, List<String> order) {
        if (all.put(definition.name(), definition) == null) {
            order.add(definition.name());
        }
    }

    private static Definition bundled(String name) throws IOException, BadFileException {
        String file = "/sla/" + name + ".yaml";
        try (InputStream in = SlaDefinitions.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("definition: " + file + " is not on the class path");
            }
            return DefinitionReader.read(YamlMap.read(file, in));
        }
    }
}
