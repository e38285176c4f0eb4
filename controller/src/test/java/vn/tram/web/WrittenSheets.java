package vn.tram.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.profiles.file.BadFileException;
import vn.tram.profiles.file.YamlMap;
import vn.tram.sla.Definition;
import vn.tram.sla.DefinitionReader;
import vn.tram.sla.Entry;
import vn.tram.sla.Entry.Kind;
import vn.tram.sla.Period;
import vn.tram.sla.Placement;
import vn.tram.sla.Sheet;
import vn.tram.sla.Timelines;
import vn.tram.sla.View;
import vn.tram.state.Health;

/** Sheets of the invented province, with outages that are always the same, by the program's own definitions. */
final class WrittenSheets implements SlaSheets {

    private final InstantSource clock;
    private final InventedProvince province;
    private final List<Definition> definitions;

    WrittenSheets(InstantSource clock, InventedProvince province) {
        this.clock = clock;
        this.province = province;
        definitions = List.of(read("uptime"), read("y1540"), read("mef"), read("office-hours"));
    }

    private static Definition read(String name) {
        try (InputStream in = WrittenSheets.class.getResourceAsStream("/sla/" + name + ".yaml")) {
            return DefinitionReader.read(YamlMap.read(name, Objects.requireNonNull(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BadFileException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<Definition> definitions() {
        return definitions;
    }

    @Override
    public Sheet sheet(Definition definition, Period period, View view) {
        Instant to = clock.instant().isBefore(period.to()) ? clock.instant() : period.to();
        Timelines timelines = new Timelines(view, period.from(), to);
        Random random = new Random(1);
        for (Node node : province.nodes) {
            Placement placement = Placement.of(withCarrier(node, random), site(node.site()));
            timelines.accept(entry(Kind.PLACEMENT, period.from(), node, null, placement.text()));
            if (random.nextInt(40) > 0) {
                timelines.accept(entry(Kind.VERDICT, period.from(), node, Health.UP, ""));
            }
            Instant now = period.from();
            for (int outages = random.nextInt(4); outages > 0; outages--) {
                now = now.plusSeconds(random.nextInt(400_000));
                Health verdict = random.nextInt(4) == 0 ? Health.UNKNOWN : Health.DOWN;
                timelines.accept(entry(Kind.VERDICT, now, node, verdict, ""));
                now = now.plusSeconds(random.nextInt(9_000));
                timelines.accept(entry(Kind.VERDICT, now, node, Health.UP, ""));
            }
        }
        return Sheet.of(definition, period, to, view, timelines);
    }

    private static Node withCarrier(Node node, Random random) {
        String carrier = random.nextBoolean() ? "Nhà mạng A" : "Nhà mạng B";
        return new Node(node.endpoint(), node.name(), node.kind(), node.site(), node.gateway(), carrier);
    }

    private @Nullable Site site(@Nullable String id) {
        return province.sites.stream()
                .filter(site -> site.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static Entry entry(Kind kind, Instant at, Node node, @Nullable Health verdict, String why) {
        return new Entry(
                1, kind, at, node.endpoint(), Entry.NODE, null, null, null, verdict, null, why, "0".repeat(64));
    }
}
