package vn.tram.controller;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import vn.tram.people.Role;
import vn.tram.people.Users;
import vn.tram.store.Settings;
import vn.tram.web.SetUp;
import vn.tram.web.live.Province;

/** Lets whoever has the printed link name the province and the first administrator, once. */
final class FirstStart implements SetUp {

    static final String PROVINCE = "province";

    private final Users users;
    private final Settings settings;
    private final String token;

    FirstStart(Users users, Settings settings) {
        this.users = users;
        this.settings = settings;
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** For the printed link; a new one at each start. */
    String token() {
        return token;
    }

    /** Users that were added on the console before do not end it: nobody could choose the province any more. */
    @Override
    public boolean isOpen() {
        boolean hasAdministrator = users.all().stream().anyMatch(user -> user.role() == Role.ADMINISTRATOR);
        return !hasAdministrator || settings.get(PROVINCE) == null;
    }

    @Override
    public boolean opens(String given) {
        return isOpen()
                && MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void complete(Province province) {
        settings.put(PROVINCE, province.code());
    }
}
