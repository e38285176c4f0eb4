package vn.tram.portal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.access.Client;
import vn.tram.access.Gate;
import vn.tram.page.Trouble;
import vn.tram.portal.opennds.BadFasException;
import vn.tram.portal.opennds.OpenNdsGate;

/** What openNDS gateways, and the people they send, ask for at {@value #PATH}. */
final class FasRoute {

    static final String PATH = "/fas";

    private static final Logger log = LoggerFactory.getLogger(FasRoute.class);

    private final OpenNdsGate gate;

    private FasRoute(OpenNdsGate gate) {
        this.gate = gate;
    }

    /** Null where the doors are others'. */
    static @Nullable FasRoute of(Gate gate) {
        return gate instanceof OpenNdsGate openNds ? new FasRoute(openNds) : null;
    }

    /** Leads whoever was sent to the first page, and answers a gateway. */
    Reply answer(Ask ask) throws BadRequestException, IOException {
        try {
            if (ask.method().equals("POST")) {
                return Reply.text(200, "text/plain; charset=utf-8", gate.answer(ask.address(), ask.body()));
            }
            Client client = gate.arrives(ask.rawQuery());
            if (!client.address().equals(ask.address())) {
                throw new BadRequestException(
                        403,
                        Trouble.NOT_HERE,
                        "clientip: must be whoever asks, was " + client.address() + " and asked " + ask.address()
                                + "; is the gateway masquerading?");
            }
            return Reply.seeOther("/");
        } catch (BadFasException e) {
            log.warn("openNDS: {}", e.getMessage());
            throw new BadRequestException(403, Trouble.FORGED, String.valueOf(e.getMessage()));
        }
    }

    /** The client is back from its gateway. */
    void returns(Client client, String proof) {
        gate.returns(client, proof);
    }
}
