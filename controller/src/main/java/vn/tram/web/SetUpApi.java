package vn.tram.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.people.Rules;
import vn.tram.people.User;
import vn.tram.web.account.Accounts;
import vn.tram.web.http.Answer;
import vn.tram.web.http.Fields;
import vn.tram.web.http.Refusal;
import vn.tram.web.http.Refused;
import vn.tram.web.http.Request;
import vn.tram.web.live.Province;
import vn.tram.web.live.Provinces;

/** {@code /set-up} and {@code /provinces}: the first administrator of a controller on an empty folder. */
final class SetUpApi {

    private static final int MAX_TEXT = 200;

    private final Parts parts;
    private final Provinces provinces;
    private final Accounts accounts;
    private final SessionApi sessions;

    SetUpApi(Parts parts, Provinces provinces, Accounts accounts, SessionApi sessions) {
        this.parts = parts;
        this.provinces = provinces;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    private record Listed(List<SessionView.Named> provinces) {}

    Answer provinces(Request request) {
        request.query().done();
        return Answer.json(new Listed(provinces.all().stream()
                .map(province -> new SessionView.Named(province.code(), province.name()))
                .toList()));
    }

    /** Signs the new administrator in. One at a time, so that two cannot both be first. */
    synchronized Answer complete(Request request) {
        request.query().done();
        SetUp setUp = parts.setUp();
        if (setUp == null || !setUp.isOpen()) {
            throw Refused.because(Refusal.CONFLICT, "set-up", "must still be open", "");
        }
        Fields fields = request.fields();
        String token = fields.text("token", 1, MAX_TEXT);
        String user = fields.text("user", 1, MAX_TEXT);
        String password = fields.text("password", 1, MAX_TEXT);
        String code = fields.text("province", 1, MAX_TEXT);
        Province province = provinces.find(code);
        if (province == null) {
            fields.problem("province", "must be the code of one of /api/v1/provinces", code);
        }
        check(fields, "user", Rules.userName(user), user);
        check(fields, "password", Rules.password(user, password), "");
        fields.done();
        if (!setUp.opens(token) || province == null) {
            throw Refused.because(Refusal.NOT_ALLOWED, "token", "must be the one of the printed link", "");
        }
        setUp.complete(province);
        parts.live().province(province);
        Accounts.Outcome outcome = accounts.setUp(new Accounts.Actor(user, request.address()), user, password);
        User added = outcome.user();
        if (added == null) {
            throw UsersApi.refused(outcome);
        }
        return sessions.begin(request, added);
    }

    private static void check(Fields fields, String key, @Nullable String rule, String value) {
        if (rule != null) {
            fields.problem(key, rule, value);
        }
    }
}
