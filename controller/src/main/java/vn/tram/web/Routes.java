package vn.tram.web;

import java.util.ArrayList;
import java.util.List;
import vn.tram.people.Permission;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.web.account.Accounts;
import vn.tram.web.account.LockOut;
import vn.tram.web.account.Passwords;
import vn.tram.web.account.Sessions;
import vn.tram.web.http.Handler;
import vn.tram.web.http.HttpCounters;
import vn.tram.web.http.Route;
import vn.tram.web.live.Feed;
import vn.tram.web.live.Provinces;

/** Every path of the API, and who may use it. */
final class Routes {

    private static final String API = "/api/v1";

    private final List<Route> routes = new ArrayList<>();
    private final Settings settings;
    private final Parts parts;
    private final Messages messages;
    private final Feed feed;
    private final HttpCounters counters;
    private final Sessions sessions;
    private final LockOut lockOut;
    private final Door door;

    private Routes(Settings settings, Parts parts, Messages messages, Feed feed, HttpCounters counters) {
        this.settings = settings;
        this.parts = parts;
        this.messages = messages;
        this.feed = feed;
        this.counters = counters;
        this.sessions = new Sessions(parts.users(), parts.clock());
        this.lockOut = new LockOut(parts.clock());
        this.door = new Door(settings.readOpen(), sessions);
    }

    /** Those of the parts that are there. */
    static List<Route> of(Settings settings, Parts parts, Messages messages, Feed feed, HttpCounters counters) {
        Routes all = new Routes(settings, parts, messages, feed, counters);
        all.people();
        all.network();
        all.texts();
        all.content();
        all.portal();
        all.emergencies();
        all.demo();
        all.probes();
        return List.copyOf(all.routes);
    }

    private void people() {
        Passwords passwords = new Passwords();
        Accounts accounts = new Accounts(parts.users(), parts.audit(), passwords, parts.clock());
        SessionApi session = new SessionApi(settings, parts, door, sessions, passwords, lockOut);
        add("GET", API + "/session", session::show);
        add("POST", API + "/session", session::signIn);
        add("DELETE", API + "/session", door.needs(Permission.READ, session::signOut));
        SetUpApi setUp = new SetUpApi(parts, Provinces.bundled(), accounts, session);
        add("GET", API + "/provinces", setUp::provinces);
        add("POST", API + "/set-up", setUp::complete);
        UsersApi users = new UsersApi(parts, accounts, sessions);
        add("GET", API + "/users", door.needs(Permission.ADMINISTER, users::list));
        add("POST", API + "/users", door.needs(Permission.ADMINISTER, users::add));
        add("POST", API + "/users/{name}/password", door.needs(Permission.ADMINISTER, users::reset));
        add("GET", API + "/audit", door.needs(Permission.ADMINISTER, users::audit));
    }

    private void network() {
        ObjectDefinitions definitions = ObjectDefinitions.bundled();
        NodesApi nodes = new NodesApi(parts.live(), definitions);
        add("GET", API + "/nodes", door.reads(nodes::list));
        add("GET", API + "/nodes/{endpoint}", door.reads(nodes::show));
        add("GET", API + "/nodes/{endpoint}/series", door.reads(new SeriesApi(parts, definitions)::show));
        PlacesApi places = new PlacesApi(parts);
        add("GET", API + "/sites", door.reads(places::sites));
        add("POST", API + "/nodes/{endpoint}/place", door.needs(Permission.NODES, places::place));
        add("POST", API + "/inventory", door.needs(Permission.NODES, new InventoryApi(parts)::read));
        IncidentsApi incidents = new IncidentsApi(parts);
        add("GET", API + "/incidents", door.reads(incidents::list));
        IncidentDeskApi desk = new IncidentDeskApi(parts);
        String one = API + "/incidents/{id}";
        add("GET", API + "/incidents/assignees", door.needs(Permission.ACKNOWLEDGE, desk::assignees));
        add("POST", one + "/acknowledgement", door.needs(Permission.ACKNOWLEDGE, desk::acknowledge));
        add("POST", one + "/assignment", door.needs(Permission.ACKNOWLEDGE, desk::assign));
        add("POST", one + "/comments", door.needs(Permission.ACKNOWLEDGE, desk::comment));
        add("POST", one + "/escalation", door.needs(Permission.ACKNOWLEDGE, desk::escalate));
        MaintenanceApi maintenance = new MaintenanceApi(parts);
        add("GET", API + "/maintenance", door.reads(maintenance::list));
        add("POST", API + "/maintenance", door.needs(Permission.MAINTAIN, maintenance::plan));
        add("DELETE", API + "/maintenance/{id}", door.needs(Permission.MAINTAIN, maintenance::cancel));
        SlaSheets sheets = parts.sla();
        if (sheets != null) {
            SlaApi sla = new SlaApi(parts.clock(), sheets);
            add("GET", API + "/sla", door.reads(sla::sheet));
            add("GET", API + "/sla/definitions", door.reads(sla::definitions));
        }
        WallApi wall = new WallApi(parts.live(), feed, door);
        add("GET", API + "/summary", door.reads(wall::summary));
        add("GET", API + "/map", door.reads(wall::map));
        add("GET", API + "/events", door.reads(wall::events));
        Claims claims = parts.claims();
        if (claims != null) {
            add("POST", API + "/claims", door.needs(Permission.NODES, new ClaimsApi(parts, claims)::make));
        }
    }

    private void texts() {
        TextsApi texts = new TextsApi(messages);
        add("GET", API + "/messages/{language}", texts::messages);
        add("GET", API + "/openapi.json", texts::openApi);
    }

    private void content() {
        Publisher publisher = parts.publisher();
        if (publisher != null) {
            AnnouncementsApi announcements = new AnnouncementsApi(parts, publisher);
            add("GET", API + "/announcements", door.reads(announcements::list));
            add("POST", API + "/announcements", door.needs(Permission.PUBLISH, announcements::publish));
            add("GET", API + "/announcements/portals", door.reads(announcements::portals));
            add("POST", API + "/announcements/{id}", door.needs(Permission.PUBLISH, announcements::change));
            add("DELETE", API + "/announcements/{id}", door.needs(Permission.PUBLISH, announcements::retire));
            add("POST", API + "/announcements/{id}/move", door.needs(Permission.PUBLISH, announcements::move));
            VouchersApi vouchers = new VouchersApi(parts, publisher);
            add("GET", API + "/vouchers", door.needs(Permission.PUBLISH, vouchers::list));
            add("POST", API + "/vouchers", door.needs(Permission.PUBLISH, vouchers::make));
            add("DELETE", API + "/vouchers/{id}", door.needs(Permission.PUBLISH, vouchers::revoke));
            add("POST", API + "/announcements/preview", door.needs(Permission.PUBLISH, announcements::preview));
        }
    }

    private void portal() {
        CertificateKeeper keeper = parts.certificate();
        if (keeper != null) {
            PortalCertificateApi certificate = new PortalCertificateApi(parts, keeper);
            add("GET", API + "/portal-certificate", door.reads(certificate::show));
            add("POST", API + "/portal-certificate", door.needs(Permission.NODES, certificate::put));
        }
    }

    private void emergencies() {
        Warnings warnings = parts.warnings();
        if (warnings != null) {
            EmergenciesApi api = new EmergenciesApi(parts, warnings);
            add("GET", API + "/emergencies", door.reads(api::list));
            add("POST", API + "/emergencies", door.needs(Permission.BROADCAST, api::ask));
            add("POST", API + "/emergencies/preview", door.needs(Permission.BROADCAST, api::preview));
            add("POST", API + "/emergencies/{id}/confirm", door.needs(Permission.BROADCAST, api::confirm));
            add("DELETE", API + "/emergencies/{id}", door.needs(Permission.BROADCAST, api::withdraw));
        }
    }

    private void demo() {
        Faults faults = parts.faults();
        if (faults != null) {
            FaultsApi api = new FaultsApi(parts, faults);
            add("GET", API + "/demo/faults", door.reads(api::list));
            add("POST", API + "/demo/faults", door.needs(Permission.INJECT_FAULTS, api::cut));
            add("DELETE", API + "/demo/faults/{id}", door.needs(Permission.INJECT_FAULTS, api::mend));
        }
    }

    private void probes() {
        List<Metric> metrics = new ArrayList<>(Figures.of(parts.live(), feed, sessions, lockOut, counters));
        metrics.addAll(parts.gauges());
        ProbesApi probes = new ProbesApi(settings, door, parts.readiness(), metrics);
        add("GET", "/healthz", probes::alive);
        add("GET", "/readyz", probes::ready);
        add("GET", "/metrics", probes::metrics);
    }

    private void add(String method, String template, Handler handler) {
        routes.add(new Route(method, template, handler));
    }
}
