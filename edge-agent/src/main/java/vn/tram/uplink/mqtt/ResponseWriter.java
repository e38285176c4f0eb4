package vn.tram.uplink.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.leshan.client.endpoint.ClientEndpointToolbox;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.DownlinkRequest;
import org.eclipse.leshan.core.request.SimpleDownlinkRequest;
import org.eclipse.leshan.core.response.DiscoverResponse;
import org.eclipse.leshan.core.response.LwM2mResponse;
import org.eclipse.leshan.core.response.ReadCompositeResponse;
import org.eclipse.leshan.core.response.ReadResponse;
import org.jspecify.annotations.Nullable;
import vn.tram.wire.Message;
import vn.tram.wire.Wire;

/** Leshan's responses and notifications as messages. */
final class ResponseWriter {

    private static final int LINK_FORMAT = 40;

    private final ClientEndpointToolbox toolbox;

    ResponseWriter(ClientEndpointToolbox toolbox) {
        this.toolbox = toolbox;
    }

    Message write(DownlinkRequest<?> request, LwM2mResponse response, long token) {
        Message message = Message.response(response.getCode().getCode(), token);
        if (response.isFailure()) {
            String error = response.getErrorMessage();
            return error == null ? message : message.payload(Wire.TEXT, error.getBytes(StandardCharsets.UTF_8));
        }
        if (response instanceof DiscoverResponse discovered) {
            String links = toolbox.getLinkSerializer().serializeCoreLinkFormat(discovered.getObjectLinks());
            return message.payload(LINK_FORMAT, links.getBytes(StandardCharsets.UTF_8));
        }
        byte[] content = content(request, response);
        return content == null ? message : message.payload(Wire.SENML_CBOR, content);
    }

    /** SenML in CBOR; null when the response has no content. */
    byte @Nullable [] content(DownlinkRequest<?> request, LwM2mResponse response) {
        if (response instanceof ReadResponse read && request instanceof SimpleDownlinkRequest<?> simple) {
            LwM2mNode node = read.getContent();
            LwM2mPath path = simple.getPath();
            return toolbox.getEncoder().encode(node, ContentFormat.SENML_CBOR, null, path, toolbox.getModel());
        }
        if (response instanceof ReadCompositeResponse read) {
            Map<LwM2mPath, LwM2mNode> nodes = read.getContent();
            return toolbox.getEncoder().encodeNodes(nodes, ContentFormat.SENML_CBOR, null, toolbox.getModel());
        }
        return null;
    }
}
