package vn.tram.controller;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tram.content.Enrolling;
import vn.tram.web.Claims;

/** The authority's claims, as the pages make them and as devices redeem them. */
final class DeviceClaims implements Claims, Enrolling {

    private volatile vn.tram.ca.@Nullable Claims claims;

    /** The claims name the port of the listener that redeems them, so they come after it. */
    void open(vn.tram.ca.Claims opened) {
        claims = opened;
    }

    private vn.tram.ca.Claims claims() {
        vn.tram.ca.Claims opened = claims;
        if (opened == null) {
            throw new IllegalStateException("claims: cannot be made before the controller has started");
        }
        return opened;
    }

    vn.tram.identity.Claim make(@Nullable String endpoint) {
        return claims().make(endpoint);
    }

    @Override
    public Claim make(String actor, @Nullable String endpoint) {
        vn.tram.identity.Claim made = make(endpoint);
        String name = endpoint == null ? "TEN-THIET-BI" : endpoint;
        String command = "./tram agent --claim '" + made.text() + "' --endpoint " + name;
        return new Claim(made.text(), claims().expiryNow(), command);
    }

    @Override
    public Answer redeem(String secret, byte[] request) {
        return answer(claims().redeem(secret, request));
    }

    @Override
    public Answer renew(String endpoint, byte[] request) {
        return answer(claims().renew(endpoint, request));
    }

    private static Answer answer(vn.tram.ca.Claims.Redeemed redeemed) {
        return new Answer(List.copyOf(redeemed.chain()), redeemed.refusal());
    }
}
