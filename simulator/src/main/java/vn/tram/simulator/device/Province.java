package vn.tram.simulator.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.tram.inventory.Node;
import vn.tram.inventory.Site;

/**
 * The inventory of a whole province, invented from one seed over its real districts and communes: the connection points
 * of the dedicated network in their tiers (centre, departments, districts, communes) and the hotspots of the free
 * Wi-Fi in their areas. The same seed gives the same province.
 *
 * @param code of the province at the General Statistics Office
 * @param name in Vietnamese
 * @param centre site of the data centre
 * @param sites parents before children
 * @param nodes the connection points, then the hotspots
 */
public record Province(String code, String name, String centre, List<Site> sites, List<Node> nodes) {

    /** What Bắc Ninh had: 177 connection points (126 of them in communes), 187 hotspots in 60 areas. */
    public static final int DEFAULT_NODES = 364;

    /** Invented, for what a carrier's lines come to here says nothing of any that there is. */
    private static final List<String> CARRIERS = List.of("Nhà mạng A", "Nhà mạng B");

    private static final int POINTS_OF_DEFAULT = 177;

    /** Points with a room for video conferences: 160 of 177. */
    private static final int ROOMS_OF_DEFAULT = 160;

    private static final int COMMUNES = 126;
    private static final double HOTSPOTS_PER_AREA = 187.0 / 60;

    private static final List<String> DEPARTMENTS = List.of(
            "Văn phòng Tỉnh ủy",
            "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh",
            "Văn phòng UBND tỉnh",
            "Sở Nội vụ",
            "Sở Tài chính",
            "Sở Xây dựng",
            "Sở Công Thương",
            "Sở Tư pháp",
            "Sở Y tế",
            "Sở Giáo dục và Đào tạo",
            "Sở Khoa học và Công nghệ",
            "Sở Nông nghiệp và Môi trường",
            "Sở Văn hóa, Thể thao và Du lịch",
            "Sở Ngoại vụ",
            "Thanh tra tỉnh",
            "Ban Quản lý các khu công nghiệp",
            "Trung tâm Hành chính công tỉnh",
            "Trung tâm Công nghệ thông tin và Truyền thông",
            "Trung tâm Lưu trữ lịch sử",
            "Đài Phát thanh và Truyền hình tỉnh",
            "Báo Bắc Ninh",
            "Công an tỉnh",
            "Bộ Chỉ huy Quân sự tỉnh",
            "Viện kiểm sát nhân dân tỉnh",
            "Tòa án nhân dân tỉnh",
            "Cục Thi hành án dân sự tỉnh",
            "Cục Thuế tỉnh",
            "Kho bạc Nhà nước tỉnh",
            "Bảo hiểm xã hội tỉnh",
            "Cục Thống kê tỉnh",
            "Chi cục Hải quan",
            "Ngân hàng Nhà nước chi nhánh tỉnh",
            "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh",
            "Tỉnh đoàn",
            "Hội Liên hiệp Phụ nữ tỉnh",
            "Hội Nông dân tỉnh",
            "Hội Cựu chiến binh tỉnh",
            "Liên đoàn Lao động tỉnh",
            "Ban Tổ chức Tỉnh ủy",
            "Ban Tuyên giáo và Dân vận Tỉnh ủy",
            "Ủy ban Kiểm tra Tỉnh ủy",
            "Trường Chính trị tỉnh");

    private static final List<String> AREAS = List.of(
            "Quảng trường",
            "Công viên",
            "Bến xe",
            "Chợ trung tâm",
            "Bệnh viện",
            "Nhà văn hóa",
            "Di tích",
            "Sân vận động");

    public Province {
        sites = List.copyOf(sites);
        nodes = List.copyOf(nodes);
    }

    /**
     * @param map {@code bac-ninh} or {@code vinh-phuc}
     * @param count nodes in all, at least 20; {@value #DEFAULT_NODES} gives the figures above
     */
    public static Province of(String map, long seed, int count) {
        if (count < 20 || count > 20_000) {
            throw new IllegalArgumentException("nodes: must be 20 to 20000, were " + count);
        }
        return new Builder(District.read(map), new Random(seed), count).build();
    }

    /** Puts the parts together; used once. */
    private static final class Builder {

        private final District.Map map;
        private final RandomGenerator random;
        private final int points;
        private final int hotspots;
        private final List<Site> sites = new ArrayList<>();
        private final List<Node> nodes = new ArrayList<>();
        private final List<double[]> taken = new ArrayList<>();
        private final List<Site> hosts = new ArrayList<>();

        Builder(District.Map map, RandomGenerator random, int count) {
            this.map = map;
            this.random = random;
            this.points = Math.max(1 + map.districts().size(), count * POINTS_OF_DEFAULT / DEFAULT_NODES);
            this.hotspots = count - points;
        }

        Province build() {
            District city = map.districts().get(0);
            Site centre = site(
                    "centre",
                    "Trung tâm dữ liệu " + map.name().replaceFirst("^Tỉnh", "tỉnh"),
                    Site.Tier.PROVINCE,
                    map.code(),
                    null,
                    null,
                    city.middle());
            point("tsl-" + map.code(), centre);
            for (District district : map.districts()) {
                double[] middle = district.middle();
                taken.add(middle);
                Site site = site(
                        "d-" + district.code(),
                        "UBND " + lowerFirst(district.name()),
                        Site.Tier.DISTRICT,
                        district.code(),
                        district.code(),
                        centre.id(),
                        middle);
                point("tsl-" + district.code(), site);
            }
            int left = points - nodes.size();
            int communes = Math.min(left, points * COMMUNES / POINTS_OF_DEFAULT);
            departments(left - communes, centre, city);
            communes(communes);
            areas();
            return new Province(map.code(), map.name(), centre.id(), sites, nodes);
        }

        private void departments(int count, Site centre, District city) {
            for (int i = 0; i < count; i++) {
                String name = i < DEPARTMENTS.size() ? DEPARTMENTS.get(i) : "Đơn vị cấp tỉnh số " + (i + 1);
                Site site = site(
                        "p-" + (i + 1),
                        name,
                        Site.Tier.PROVINCE,
                        map.code(),
                        city.code(),
                        centre.id(),
                        city.place(random, taken));
                point("tsl-so-" + String.format("%02d", i + 1), site);
            }
        }

        private void communes(int count) {
            List<District> districts = map.districts();
            int[] next = new int[districts.size()];
            for (int made = 0, turn = 0; made < count; turn++) {
                int which = turn % districts.size();
                District district = districts.get(which);
                int number = next[which]++;
                boolean real = number < district.communes().size();
                boolean anyRealLeft = turn < districts.size() * 40;
                if (!real && anyRealLeft) {
                    continue;
                }
                District.Unit commune = real
                        ? district.communes().get(number)
                        : new District.Unit(district.code() + "-cu-" + number, "xã đã sáp nhập số " + number);
                Site site = site(
                        "c-" + commune.code(),
                        "UBND " + lowerFirst(commune.name()) + ", " + lowerFirst(district.name()),
                        Site.Tier.COMMUNE,
                        commune.code(),
                        district.code(),
                        "d-" + district.code(),
                        district.place(random, taken));
                point("tsl-" + commune.code(), site);
                hosts.add(site);
                made++;
            }
        }

        private void areas() {
            int areas = Math.max(1, (int) Math.round(hotspots / HOTSPOTS_PER_AREA));
            int made = 0;
            for (int i = 0; i < areas; i++) {
                Site host =
                        hosts.isEmpty() ? sites.get(1 + i % map.districts().size()) : hosts.get(i * 7 % hosts.size());
                Site area = area(i, host);
                int here = hotspots / areas + (i < hotspots % areas ? 1 : 0);
                for (int j = 0; j < here; j++) {
                    String endpoint = String.format("wifi-%04d", ++made);
                    nodes.add(
                            new Node(endpoint, area.name() + " – điểm " + (j + 1), Node.Kind.HOTSPOT, area.id(), null));
                }
            }
        }

        private Site area(int number, Site host) {
            String place = AREAS.get(number % AREAS.size());
            String where = host.name().replaceFirst("^UBND ", "").replaceFirst(",.*", "");
            String id = "area-" + (number + 1);
            double[] at = {
                host.longitude() + random.nextDouble(-0.006, 0.006), host.latitude() + random.nextDouble(-0.006, 0.006)
            };
            return site(id, place + " " + where, Site.Tier.AREA, host.unitCode(), host.districtCode(), host.id(), at);
        }

        private Site site(
                String id,
                String name,
                Site.Tier tier,
                String unit,
                @Nullable String district,
                @Nullable String parent,
                double[] at) {
            Site site = new Site(id, name, tier, unit, district, parent, at[1], at[0]);
            sites.add(site);
            return site;
        }

        private void point(String endpoint, Site site) {
            int before = nodes.size();
            String carrier = CARRIERS.get(before % CARRIERS.size());
            int rooms =
                    (before + 1) * ROOMS_OF_DEFAULT / POINTS_OF_DEFAULT - before * ROOMS_OF_DEFAULT / POINTS_OF_DEFAULT;
            nodes.add(new Node(endpoint, site.name(), Node.Kind.CONNECTION_POINT, site.id(), null, carrier)
                    .withRooms(rooms));
        }

        private static String lowerFirst(String name) {
            return name.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + name.substring(1);
        }
    }
}
