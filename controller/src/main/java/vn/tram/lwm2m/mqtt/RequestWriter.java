package vn.tram.lwm2m.mqtt;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttribute;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.node.LwM2mObject;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.codec.LwM2mEncoder;
import org.eclipse.leshan.core.request.CancelCompositeObservationRequest;
import org.eclipse.leshan.core.request.CancelObservationRequest;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.CreateRequest;
import org.eclipse.leshan.core.request.DeleteRequest;
import org.eclipse.leshan.core.request.DiscoverRequest;
import org.eclipse.leshan.core.request.DownlinkDeviceManagementRequest;
import org.eclipse.leshan.core.request.DownlinkDeviceManagementRequestVisitor;
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

/** Leshan's requests as messages (LwM2M Transport 1.2, section 8.3). */
final class RequestWriter implements DownlinkDeviceManagementRequestVisitor {

    private static final Map<String, Integer> ATTRIBUTES = Map.of(
            "pmin", Key.PMIN,
            "pmax", Key.PMAX,
            "gt", Key.GREATER_THAN,
            "st", Key.STEP,
            "epmin", Key.EPMIN,
            "epmax", Key.EPMAX);

    private final long token;
    private final LwM2mModel model;
    private final LwM2mEncoder encoder;
    private @Nullable Message message;

    private RequestWriter(long token, LwM2mModel model, LwM2mEncoder encoder) {
        this.token = token;
        this.model = model;
        this.encoder = encoder;
    }

    /**
     * @throws InvalidRequestException when MQTT has no form for the request
     * @throws org.eclipse.leshan.core.node.codec.CodecException when its content cannot be encoded
     */
    static Message write(
            DownlinkDeviceManagementRequest<?> request, long token, LwM2mModel model, LwM2mEncoder encoder) {
        RequestWriter writer = new RequestWriter(token, model, encoder);
        request.accept(writer);
        Message message = writer.message;
        if (message == null) {
            throw new InvalidRequestException("request: must be one that LwM2M over MQTT has, was " + request);
        }
        return message;
    }

    private Message request(Operation operation) {
        return Message.request(operation, token);
    }

    private Message request(Operation operation, LwM2mPath path) {
        return request(operation).uri(path.toString());
    }

    private byte[] paths(List<LwM2mPath> paths) {
        // A fetch pack has names only, and there SenML-ETCH and SenML are the same bytes.
        return encoder.encodePaths(paths, ContentFormat.SENML_CBOR, null);
    }

    @Override
    public void visit(ReadRequest request) {
        message = request(Operation.READ, request.getPath());
    }

    @Override
    public void visit(DiscoverRequest request) {
        message = request(Operation.DISCOVER, request.getPath());
    }

    @Override
    public void visit(WriteRequest request) {
        Operation operation = request.isReplaceRequest() ? Operation.WRITE_REPLACE : Operation.WRITE_PARTIAL;
        byte[] payload = encoder.encode(request.getNode(), request.getContentFormat(), null, request.getPath(), model);
        message = request(operation, request.getPath())
                .payload(request.getContentFormat().getCode(), payload);
    }

    @Override
    public void visit(WriteAttributesRequest request) {
        Message written = request(Operation.WRITE_ATTRIBUTES, request.getPath());
        for (LwM2mAttribute<?> attribute : request.getAttributes().getLwM2mAttributes()) {
            Integer key = ATTRIBUTES.get(attribute.getName());
            if (key == null || !attribute.hasValue()) {
                throw new InvalidRequestException("attribute: must be one of pmin, pmax, gt, st, epmin, epmax with a"
                        + " value, was " + attribute.toQueryParamFormat());
            }
            written = written.attribute(key, number(attribute.getValue()));
        }
        message = written;
    }

    private static Number number(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros().scale() <= 0 ? decimal.longValueExact() : decimal.doubleValue();
        }
        return (Number) value;
    }

    @Override
    public void visit(ExecuteRequest request) {
        Message written = request(Operation.EXECUTE, request.getPath());
        String arguments =
                request.getArguments() == null ? "" : request.getArguments().serialize();
        message = arguments == null || arguments.isEmpty()
                ? written
                : written.payload(arguments.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void visit(CreateRequest request) {
        if (request.unknownObjectInstanceId()) {
            throw new InvalidRequestException("create: must name the instance, for the answer over MQTT cannot");
        }
        LwM2mObject instances = new LwM2mObject(request.getPath().getObjectId(), request.getObjectInstances());
        byte[] payload = encoder.encode(instances, request.getContentFormat(), null, request.getPath(), model);
        message = request(Operation.CREATE, request.getPath())
                .payload(request.getContentFormat().getCode(), payload);
    }

    @Override
    public void visit(DeleteRequest request) {
        message = request(Operation.DELETE, request.getPath());
    }

    @Override
    public void visit(ObserveRequest request) {
        message = request(Operation.OBSERVE, request.getPath());
    }

    @Override
    public void visit(CancelObservationRequest request) {
        message = request(Operation.CANCEL_OBSERVE);
    }

    @Override
    public void visit(ReadCompositeRequest request) {
        message = request(Operation.READ_COMPOSITE).paths(paths(request.getPaths()));
    }

    @Override
    public void visit(ObserveCompositeRequest request) {
        message = request(Operation.OBSERVE_COMPOSITE).paths(paths(request.getPaths()));
    }

    @Override
    public void visit(CancelCompositeObservationRequest request) {
        message = request(Operation.CANCEL_OBSERVE);
    }

    @Override
    public void visit(WriteCompositeRequest request) {
        byte[] payload =
                encoder.encodeNodes(new HashMap<>(request.getNodes()), request.getContentFormat(), null, model);
        message = request(Operation.WRITE_COMPOSITE)
                .payload(request.getContentFormat().getCode(), payload);
    }
}
