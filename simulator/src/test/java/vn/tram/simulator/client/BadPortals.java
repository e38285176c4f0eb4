package vn.tram.simulator.client;

import static vn.tram.simulator.client.Visit.Complaint.EXPIRY_NOT_NOTICED;
import static vn.tram.simulator.client.Visit.Complaint.NOT_NOTICED;
import static vn.tram.simulator.client.Visit.Complaint.NO_WAY_IN;
import static vn.tram.simulator.client.Visit.Complaint.PORTAL_AGAIN;
import static vn.tram.simulator.client.Visit.Complaint.SAYS_NO_INTERNET;
import static vn.tram.simulator.client.Visit.Complaint.SHEET_STAYS;
import static vn.tram.simulator.client.Visit.Complaint.UNTRUSTED;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What portals do wrong in the field, and whom it hurts how. */
final class BadPortals {

    static final String[] ANDROIDS = {"Android", "Samsung", "Huawei", "Xiaomi", "OPPO", "vivo"};
    static final String[] CHROMES = {"Chrome", "ChromeOS"};
    static final String[] LINUX = {"Ubuntu", "GNOME", "Arch", "Fedora"};
    static final String[] FULL_BROWSERS = {"Chrome", "ChromeOS", "Windows", "Firefox"};
    static final String[] PROBING =
            all(ANDROIDS, CHROMES, LINUX, new String[] {"Apple", "Windows", "Firefox", "Kindle"});

    private BadPortals() {}

    /**
     * One kind of bad portal.
     *
     * @param what it does
     * @param why that hurts
     * @param hurts whom, and what they complain of
     */
    record Row(String what, String why, Supplier<Hotspot> portal, Map<String, Set<Visit.Complaint>> hurts) {

        Row(String what, String why, Supplier<Hotspot> portal) {
            this(what, why, portal, new TreeMap<>());
        }

        Row hurts(Visit.Complaint how, String... whom) {
            for (String client : whom) {
                hurts.computeIfAbsent(client, key -> new TreeSet<>()).add(how);
            }
            return this;
        }

        @Override
        public String toString() {
            return what + ": " + why;
        }
    }

    static String[] all(String[]... groups) {
        return Stream.of(groups).flatMap(Stream::of).toArray(String[]::new);
    }

    static Stream<Row> all() {
        return Stream.of(probes(), gardens(), logins(), BadApis.all()).flatMap(List::stream);
    }

    private static Row row(String what, String why, Supplier<Hotspot> portal) {
        return new Row(what, why, portal);
    }

    /** Wrong answers to the probes. */
    private static List<Row> probes() {
        return List.of(
                row(
                                "answers success to probes",
                                "nobody asks for the portal; Android's HTTPS probe tells it that it is limited",
                                () -> new FakeHotspot() {
                                    @Override
                                    Answer probe(Request request) {
                                        return Internet.answer(request);
                                    }
                                })
                        .hurts(NOT_NOTICED, all(CHROMES, LINUX, new String[] {"Apple", "Windows", "Firefox", "Kindle"}))
                        .hurts(SAYS_NO_INTERNET, "Android")
                        .hurts(NOT_NOTICED, "Samsung", "Huawei", "Xiaomi", "OPPO", "vivo"),
                row(
                                "answers probes with 200 and nothing",
                                "Android and Chrome do not open an empty page; others do",
                                () -> new FakeHotspot() {
                                    @Override
                                    Answer probe(Request request) {
                                        return Answer.of(200, "");
                                    }
                                })
                        .hurts(SAYS_NO_INTERNET, ANDROIDS)
                        .hurts(NOT_NOTICED, CHROMES)
                        .hurts(NO_WAY_IN, all(LINUX, new String[] {"Apple", "Windows", "Firefox", "Kindle"})),
                row(
                                "answers probes with 200 and a redirect by script in two lines",
                                "sheets without scripts show nothing",
                                () -> new FakeHotspot() {
                                    @Override
                                    Answer probe(Request request) {
                                        return Answer.of(200, "<script>location.href='" + HOME + "'</script>");
                                    }
                                })
                        .hurts(NO_WAY_IN, PROBING),
                row("answers probes with 511 and the page", "Android takes that for a fault", () -> new FakeHotspot() {
                            @Override
                            Answer probe(Request request) {
                                return Answer.of(511, PAGE.replace("/login", HOME + "login"));
                            }
                        })
                        .hurts(SAYS_NO_INTERNET, ANDROIDS),
                row(
                                "answers probes with 403 and the page",
                                "that is an error to Android, Chrome and Firefox",
                                () -> new FakeHotspot() {
                                    @Override
                                    Answer probe(Request request) {
                                        return Answer.of(403, PAGE.replace("/login", HOME + "login"));
                                    }
                                })
                        .hurts(SAYS_NO_INTERNET, ANDROIDS)
                        .hurts(NOT_NOTICED, all(CHROMES, new String[] {"Firefox"})),
                row(
                                "lets everything time out, as without an uplink",
                                "people are told nothing",
                                () -> new FakeHotspot() {
                                    @Override
                                    Answer probe(Request request) {
                                        return Answer.failed(Answer.Failure.TIMEOUT);
                                    }
                                })
                        .hurts(SAYS_NO_INTERNET, all(ANDROIDS, LINUX, new String[] {"Apple", "Kindle"}))
                        .hurts(NOT_NOTICED, all(CHROMES, new String[] {"Windows", "Firefox"})),
                row(
                                "resolves every name to its own private address",
                                "Android takes that for a network without internet",
                                () -> new FakeHotspot() {
                                    @Override
                                    public List<String> addresses(String name) {
                                        return List.of("192.168.1.1");
                                    }
                                })
                        .hurts(SAYS_NO_INTERNET, ANDROIDS),
                row(
                                "redirects to HTTPS on its private address",
                                "no certificate can be for that",
                                () -> new FakeHotspot() {
                                    @Override
                                    Answer probe(Request request) {
                                        return Answer.redirect(302, "https://192.168.1.1/");
                                    }

                                    @Override
                                    Answer tls(Request request) {
                                        boolean isOwn = request.host().equals("192.168.1.1");
                                        return isOwn ? Answer.failed(Answer.Failure.UNTRUSTED) : super.tls(request);
                                    }
                                })
                        .hurts(UNTRUSTED, all(ANDROIDS, LINUX, new String[] {"Apple", "Windows", "Firefox", "Kindle"}))
                        .hurts(NOT_NOTICED, CHROMES),
                row("intercepts TLS", "every app and page warns of a wrong certificate", () -> new FakeHotspot() {
                            @Override
                            Answer tls(Request request) {
                                return Answer.failed(Answer.Failure.UNTRUSTED);
                            }
                        })
                        .hurts(UNTRUSTED, PROBING),
                row(
                                "redirects with 301",
                                "browsers remember it, and come back to the portal after the login",
                                () -> new FakeHotspot() {
                                    @Override
                                    Answer probe(Request request) {
                                        return Answer.redirect(301, HOME).without("Cache-Control");
                                    }
                                })
                        .hurts(PORTAL_AGAIN, FULL_BROWSERS),
                row(
                                "redirects with 302 for an hour",
                                "browsers remember it, and come back to the portal after the login",
                                () -> new FakeHotspot() {
                                    @Override
                                    Answer probe(Request request) {
                                        return Answer.redirect(302, HOME).with("Cache-Control", "max-age=3600");
                                    }
                                })
                        .hurts(PORTAL_AGAIN, FULL_BROWSERS),
                row("redirects in a circle", "nothing opens", () -> new FakeHotspot() {
                            @Override
                            Answer probe(Request request) {
                                return Answer.redirect(302, "/");
                            }
                        })
                        .hurts(NO_WAY_IN, all(ANDROIDS, LINUX, new String[] {"Apple", "Windows", "Firefox", "Kindle"}))
                        .hurts(NOT_NOTICED, CHROMES));
    }

    /** Names in the walled garden that must not be there. */
    private static List<Row> gardens() {
        return List.of(
                garden("captive.apple.com").hurts(NOT_NOTICED, "Apple"),
                garden("apple.com").hurts(NOT_NOTICED, "Apple"),
                garden("gstatic.com").hurts(NOT_NOTICED, "Chrome"),
                garden("google.com").hurts(NOT_NOTICED, all(ANDROIDS, new String[] {"ChromeOS"})),
                garden("msftconnecttest.com").hurts(NOT_NOTICED, "Windows"),
                garden("detectportal.firefox.com").hurts(NOT_NOTICED, "Firefox"),
                garden("nmcheck.gnome.org").hurts(NOT_NOTICED, "GNOME").hurts(NO_WAY_IN, "Ubuntu", "Arch", "Fedora"),
                garden("connectivity-check.ubuntu.com").hurts(NOT_NOTICED, "Ubuntu"),
                garden("archlinux.org").hurts(NOT_NOTICED, "Arch"),
                garden("fedoraproject.org").hurts(NOT_NOTICED, "Fedora"),
                garden("amazonaws.com").hurts(NOT_NOTICED, "Kindle"),
                garden("cloudfront.net").hurts(NOT_NOTICED, "Samsung"),
                garden("hicloud.com").hurts(NOT_NOTICED, "Huawei"),
                garden("miui.com").hurts(NOT_NOTICED, "Xiaomi"),
                garden("oppomobile.com").hurts(NOT_NOTICED, "OPPO"),
                garden("vivo.com.cn").hurts(NOT_NOTICED, "vivo"));
    }

    private static Row garden(String name) {
        return row(
                "has " + name + " in its walled garden",
                "the probe succeeds before the login",
                () -> new FakeHotspot.Garden(name));
    }

    /** Logins after which the door is open and nobody knows, or the other way round. */
    private static List<Row> logins() {
        String[] sheets = all(ANDROIDS, CHROMES, LINUX, new String[] {"Apple", "Kindle"});
        return List.of(
                row(
                                "logs in by a script in the background",
                                "no system looks again without a full navigation",
                                () -> new FakeHotspot() {
                                    @Override
                                    Answer own(Request request) {
                                        return request.path().equals("/")
                                                ? Answer.of(200, "<button data-post=\"/login\">Vào mạng</button>")
                                                : super.own(request);
                                    }
                                })
                        .hurts(SHEET_STAYS, sheets),
                row(
                                "shows success half a minute before the door opens",
                                "systems look once, find it closed, and do not look again",
                                SlowDoor::new)
                        .hurts(SHEET_STAYS, all(sheets, new String[] {"Firefox"})),
                row("opens the login in a second tab", "sheets have none", () -> new FakeHotspot() {
                            @Override
                            Answer own(Request request) {
                                return request.path().equals("/")
                                        ? Answer.of(200, PAGE.replace("<form", "<form target=\"_blank\""))
                                        : super.own(request);
                            }
                        })
                        .hurts(NO_WAY_IN, all(ANDROIDS, LINUX, new String[] {"Apple", "Kindle"})),
                row("knows the visitor by a cookie", "sheets keep none", NeedsCookie::new)
                        .hurts(SHEET_STAYS, all(ANDROIDS, LINUX, new String[] {"Apple", "Kindle"})),
                row(
                                "takes the first request after the login to its landing page",
                                "the sheet looks again, and finds itself held",
                                () -> new FakeHotspot() {
                                    @Override
                                    Answer free(Request request) {
                                        return request.isTls()
                                                ? super.free(request)
                                                : Answer.redirect(302, HOME + "welcome");
                                    }
                                })
                        .hurts(SHEET_STAYS, PROBING),
                row(
                                "goes on letting probes through when the session is over",
                                "nobody is told to log in again",
                                ForgetsProbes::new)
                        .hurts(EXPIRY_NOT_NOTICED, PROBING));
    }

    /** Opens half a minute after it has said so. */
    private static final class SlowDoor extends FakeHotspot {
        private static final Duration LATE = Duration.ofSeconds(30);
        private Duration left = Duration.ZERO;

        @Override
        Answer logIn(Request request) {
            left = LATE;
            return Answer.redirect(303, "/welcome");
        }

        @Override
        public void passes(Duration time) {
            boolean waits = !left.isZero();
            left = left.compareTo(time) > 0 ? left.minus(time) : Duration.ZERO;
            if (waits && left.isZero()) {
                opens();
            }
        }
    }

    /** Closes the door to everything but what systems ask for. */
    private static final class ForgetsProbes extends FakeHotspot {
        private boolean wasOpen;

        @Override
        public void expires() {
            super.expires();
            wasOpen = true;
        }

        @Override
        Answer probe(Request request) {
            return wasOpen ? Internet.answer(request) : super.probe(request);
        }
    }

    /** Lets in whoever brings back the cookie that its page has set. */
    private static final class NeedsCookie extends FakeHotspot {
        @Override
        Answer own(Request request) {
            return super.own(request).with("Set-Cookie", "visitor=7; Path=/");
        }

        @Override
        Answer logIn(Request request) {
            boolean known = request.headers().containsKey("cookie");
            return known ? super.logIn(request) : Answer.redirect(303, "/");
        }
    }
}
