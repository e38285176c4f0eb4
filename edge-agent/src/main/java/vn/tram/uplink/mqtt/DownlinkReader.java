package vn.tram.uplink.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.leshan.client.endpoint.ClientEndpointToolbox;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttribute;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttributeSet;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttributes;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mObjectInstance;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.DiscoverRequest;
import org.eclipse.leshan.core.request.DownlinkRequest;
import org.eclipse.leshan.core.request.ExecuteRequest;
import org.eclipse.leshan.core.request.ObserveCompositeRequest;
import org.eclipse.leshan.core.request.ObserveRequest;
import org.eclipse.leshan.core.request.ReadCompositeRequest;
import org.eclipse.leshan.core.request.ReadRequest;
import org.eclipse.leshan.core.request.WriteAttributesRequest;
import org.eclipse.leshan.core.request.WriteCompositeRequest;
import org.eclipse.leshan.core.request.WriteRequest;
import org.eclipse.leshan.core.request.exception.InvalidRequestException;
import org.jspecify.annotations.Nullable;
import vn.tram.wire.Key;
import vn.tram.wire.Message;
import vn.tram.wire.Operation;

/** The server's messages as Leshan's requests (LwM2M Transport 1.2, section 8.3). */
final class DownlinkReader {

    private final ClientEndpointToolbox toolbox;

    DownlinkReader(ClientEndpointToolbox toolbox) {
        this.toolbox = toolbox;
    }

    /**
     * The request, or null for one that is not carried out: Create and Delete, for which instances a device has is not
     * the server's to say.
     *
     * @throws RuntimeException of Leshan's when the message is no sound request
     */
    @Nullable
    DownlinkRequest<?> read(Message message) {
        Operation operation = message.operation();
        if (operation == null) {
            throw new InvalidRequestException("operation: must be there");
        }
        return switch (operation) {
            case READ -> new ReadRequest(ContentFormat.SENML_CBOR, uri(message));
            case DISCOVER -> new DiscoverRequest(uri(message));
            case WRITE_REPLACE -> write(message, WriteRequest.Mode.REPLACE);
            case WRITE_PARTIAL -> write(message, WriteRequest.Mode.UPDATE);
            case EXECUTE -> execute(message);
            case OBSERVE -> new ObserveRequest(ContentFormat.SENML_CBOR, uri(message));
            case READ_COMPOSITE ->
                new ReadCompositeRequest(paths(message), ContentFormat.SENML_CBOR, ContentFormat.SENML_CBOR, null);
            case OBSERVE_COMPOSITE ->
                new ObserveCompositeRequest(ContentFormat.SENML_CBOR, ContentFormat.SENML_CBOR, paths(message));
            case WRITE_COMPOSITE -> writeComposite(message);
            case WRITE_ATTRIBUTES -> new WriteAttributesRequest(uri(message), attributes(message));
            default -> null;
        };
    }

    private static String uri(Message message) {
        String uri = message.uri();
        if (uri == null) {
            throw new InvalidRequestException("uri: must be there");
        }
        return uri;
    }

    private static byte[] payload(Message message) {
        byte[] payload = message.payload();
        return payload == null ? new byte[0] : payload;
    }

    private static ContentFormat format(Message message) {
        return message.contentFormat() < 0 ? ContentFormat.SENML_CBOR : ContentFormat.fromCode(message.contentFormat());
    }

    private List<LwM2mPath> paths(Message message) {
        byte[] paths = message.paths();
        if (paths == null) {
            throw new InvalidRequestException("paths: must be there");
        }
        return toolbox.getDecoder().decodePaths(paths, ContentFormat.SENML_CBOR, null);
    }

    private WriteRequest write(Message message, WriteRequest.Mode mode) {
        LwM2mPath path = new LwM2mPath(uri(message));
        ContentFormat format = format(message);
        LwM2mNode node = toolbox.getDecoder().decode(payload(message), format, null, path, toolbox.getModel());
        if (node instanceof LwM2mResource resource && path.isResource()) {
            return new WriteRequest(mode, format, path, resource, null);
        }
        if (node instanceof LwM2mObjectInstance instance && path.isObjectInstance()) {
            Collection<LwM2mResource> resources = instance.getResources().values();
            return new WriteRequest(
                    mode, format, path.getObjectId(), path.getObjectInstanceId(), new ArrayList<>(resources));
        }
        throw new InvalidRequestException("uri: must be an instance or a resource to write, was " + path);
    }

    private static ExecuteRequest execute(Message message) {
        byte[] arguments = message.payload();
        return arguments == null || arguments.length == 0
                ? new ExecuteRequest(uri(message))
                : new ExecuteRequest(uri(message), new String(arguments, StandardCharsets.UTF_8));
    }

    private WriteCompositeRequest writeComposite(Message message) {
        ContentFormat format = format(message);
        Map<LwM2mPath, LwM2mNode> nodes = new HashMap<>(
                toolbox.getDecoder().decodeNodes(payload(message), format, null, null, toolbox.getModel()));
        return new WriteCompositeRequest(format, nodes, null);
    }

    private static LwM2mAttributeSet attributes(Message message) {
        List<LwM2mAttribute<?>> attributes = new ArrayList<>();
        message.attributes().forEach((key, value) -> {
            switch (key) {
                case Key.PMIN ->
                    attributes.add(LwM2mAttributes.create(LwM2mAttributes.MINIMUM_PERIOD, value.longValue()));
                case Key.PMAX ->
                    attributes.add(LwM2mAttributes.create(LwM2mAttributes.MAXIMUM_PERIOD, value.longValue()));
                case Key.GREATER_THAN ->
                    attributes.add(LwM2mAttributes.create(
                            LwM2mAttributes.GREATER_THAN, new java.math.BigDecimal(value.toString())));
                case Key.STEP ->
                    attributes.add(
                            LwM2mAttributes.create(LwM2mAttributes.STEP, new java.math.BigDecimal(value.toString())));
                default -> throw new InvalidRequestException("attribute: must be pmin, pmax, gt or st, was " + key);
            }
        });
        return new LwM2mAttributeSet(attributes);
    }
}
