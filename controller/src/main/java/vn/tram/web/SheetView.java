package vn.tram.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;
import vn.tram.sla.Definition;
import vn.tram.sla.Head;
import vn.tram.sla.Measure;
import vn.tram.sla.Result;
import vn.tram.sla.Sheet;

/**
 * A {@link Sheet} as JSON, for the API and the command line. Percentages have three decimals and are rounded down; times
 * are in milliseconds.
 */
public record SheetView(
        DefinitionView definition,
        String period,
        Instant from,
        Instant to,
        String view,
        Head ledger,
        List<GroupView> groups,
        List<NodeView> nodes) {

    /** A definition without its targets, which stand beside the figures. */
    public record DefinitionView(
            String name,
            Map<String, String> title,
            String kind,
            String basis,
            boolean verified,
            String zone,
            String unknown,
            boolean degradedIsDown,
            boolean maintenanceExcluded,
            List<String> excludedCauses,
            @Nullable String serviceHours,
            long intervalMillis,
            int loss,
            int consecutive) {

        static DefinitionView of(Definition definition) {
            return new DefinitionView(
                    definition.name(),
                    definition.title(),
                    definition.kind().name(),
                    definition.basis(),
                    definition.verified(),
                    definition.zone().getId(),
                    definition.unknown().name(),
                    definition.degradedIsDown(),
                    definition.maintenanceExcluded(),
                    definition.excludedCauses().stream().sorted().toList(),
                    definition.hours() == null ? null : definition.hours().text(),
                    definition.interval().toMillis(),
                    definition.loss(),
                    definition.consecutive());
        }
    }

    /** What is promised. */
    public record TargetView(BigDecimal percent, String basis, boolean verified) {

        static @Nullable TargetView of(Definition.@Nullable Target target) {
            return target == null
                    ? null
                    : new TargetView(BigDecimal.valueOf(target.thousandths(), 3), target.basis(), target.verified());
        }
    }

    /**
     * The times that a percentage is made of.
     *
     * @param percent null when no time counts
     * @param known percentage of the time in which anybody knows; null when there is none
     */
    public record MeasureView(
            @Nullable BigDecimal percent, @Nullable BigDecimal known, long up, long down, long unknown, long excluded) {

        static MeasureView of(Measure measure) {
            return new MeasureView(
                    percent(measure.thousandths()),
                    percent(measure.known()),
                    measure.up(),
                    measure.down(),
                    measure.unknown(),
                    measure.excluded());
        }

        private static @Nullable BigDecimal percent(int thousandths) {
            return thousandths < 0 ? null : BigDecimal.valueOf(thousandths, 3);
        }
    }

    /** See {@link Sheet.Group}. */
    public record GroupView(
            String by,
            String key,
            int nodes,
            int below,
            MeasureView measure,
            @Nullable TargetView target,
            @Nullable Boolean met) {}

    /** See {@link Result}. */
    public record NodeView(
            String endpoint,
            Node.Kind kind,
            Site.@Nullable Tier tier,
            String unit,
            String district,
            String carrier,
            MeasureView measure,
            int outages,
            long longest,
            @Nullable TargetView target,
            @Nullable Boolean met) {}

    public static SheetView of(Sheet sheet) {
        return new SheetView(
                DefinitionView.of(sheet.definition()),
                sheet.period().name(),
                sheet.period().from(),
                sheet.to(),
                sheet.view().name(),
                sheet.head(),
                sheet.groups().stream().map(SheetView::group).toList(),
                sheet.nodes().stream().map(SheetView::node).toList());
    }

    private static GroupView group(Sheet.Group group) {
        return new GroupView(
                group.by().name(),
                group.key(),
                group.nodes(),
                group.below(),
                MeasureView.of(group.measure()),
                TargetView.of(group.target()),
                group.met());
    }

    private static NodeView node(Result node) {
        return new NodeView(
                node.endpoint(),
                node.placement().kind(),
                node.placement().tier(),
                node.placement().unit(),
                node.placement().district(),
                node.placement().carrier(),
                MeasureView.of(node.measure()),
                node.outages(),
                node.longest(),
                TargetView.of(node.target()),
                node.met());
    }
}
