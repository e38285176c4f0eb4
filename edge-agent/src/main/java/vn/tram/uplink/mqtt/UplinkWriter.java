package vn.tram.uplink.mqtt;

import java.nio.charset.StandardCharsets;
import org.eclipse.leshan.core.link.Link;
import org.eclipse.leshan.core.link.LinkSerializer;
import org.eclipse.leshan.core.request.BootstrapRequest;
import org.eclipse.leshan.core.request.DeregisterRequest;
import org.eclipse.leshan.core.request.RegisterRequest;
import org.eclipse.leshan.core.request.SendRequest;
import org.eclipse.leshan.core.request.UpdateRequest;
import org.eclipse.leshan.core.request.UplinkRequest;
import org.eclipse.leshan.core.request.UplinkRequestVisitor;
import org.eclipse.leshan.core.request.exception.InvalidRequestException;
import org.jspecify.annotations.Nullable;
import vn.tram.wire.Message;
import vn.tram.wire.Operation;
import vn.tram.wire.Wire;

/**
 * Leshan's registration requests as messages. On the wire they are of LwM2M 1.2 with the binding M, which Leshan does
 * not know: it believes to speak 1.1 over UDP.
 */
final class UplinkWriter implements UplinkRequestVisitor {

    private final long token;
    private final LinkSerializer links;
    private @Nullable Message message;

    private UplinkWriter(long token, LinkSerializer links) {
        this.token = token;
        this.links = links;
    }

    /** @throws InvalidRequestException when MQTT has no form for the request here */
    static Message write(UplinkRequest<?> request, long token, LinkSerializer links) {
        UplinkWriter writer = new UplinkWriter(token, links);
        request.accept(writer);
        Message message = writer.message;
        if (message == null) {
            throw new InvalidRequestException("request: must be Register, Update or De-register, was " + request);
        }
        return message;
    }

    @Override
    public void visit(RegisterRequest request) {
        message = Message.request(Operation.REGISTER, token)
                .lifetime(request.getLifetime())
                .version(Wire.LWM2M_VERSION)
                .binding(Wire.BINDING)
                .payload(serialized(request.getObjectLinks()));
    }

    @Override
    public void visit(UpdateRequest request) {
        Message update = Message.request(Operation.UPDATE, token);
        if (request.getLifeTimeInSec() != null) {
            update = update.lifetime(request.getLifeTimeInSec());
        }
        if (request.getObjectLinks() != null) {
            update = update.payload(serialized(request.getObjectLinks()));
        }
        message = update;
    }

    private byte[] serialized(Link[] objects) {
        return links.serializeCoreLinkFormat(objects).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void visit(DeregisterRequest request) {
        message = Message.request(Operation.DEREGISTER, token);
    }

    @Override
    public void visit(SendRequest request) {
        // Reports go by Exchange directly: they are encoded already.
    }

    @Override
    public void visit(BootstrapRequest request) {
        // There is no bootstrap server: enrolment gives a device what it needs.
    }
}
