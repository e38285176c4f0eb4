package vn.tram.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;

/** Sites and nodes in {@code tram.db}. */
final class SqlInventory {

    private SqlInventory() {}

    /** Within the caller's transaction. */
    static void keep(Handle handle, Site site) {
        handle.execute(
                "INSERT OR REPLACE INTO sites VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                site.id(),
                site.name(),
                site.tier().name(),
                site.unitCode(),
                site.districtCode(),
                site.parent(),
                site.latitude(),
                site.longitude());
    }

    /** Within the caller's transaction. */
    static void keep(Handle handle, Node node) {
        handle.execute(
                "INSERT OR REPLACE INTO nodes VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                node.endpoint(),
                node.name(),
                node.kind().name(),
                node.site(),
                node.gateway(),
                node.carrier(),
                node.seen(),
                node.rooms());
    }

    static List<Site> sites(Handle handle) {
        return handle.select("SELECT * FROM sites ORDER BY id")
                .map((rows, context) -> site(rows))
                .list();
    }

    private static Site site(ResultSet rows) throws SQLException {
        return new Site(
                rows.getString("id"),
                rows.getString("name"),
                Site.Tier.valueOf(rows.getString("tier")),
                rows.getString("unit_code"),
                rows.getString("district_code"),
                rows.getString("parent"),
                rows.getDouble("latitude"),
                rows.getDouble("longitude"));
    }

    static List<Node> nodes(Handle handle) {
        return handle.select("SELECT * FROM nodes ORDER BY endpoint")
                .map((rows, context) -> new Node(
                        rows.getString("endpoint"),
                        rows.getString("name"),
                        Node.Kind.valueOf(rows.getString("kind")),
                        rows.getString("site"),
                        rows.getString("gateway"),
                        rows.getString("carrier"),
                        rows.getInt("rooms"),
                        rows.getString("seen")))
                .list();
    }
}
