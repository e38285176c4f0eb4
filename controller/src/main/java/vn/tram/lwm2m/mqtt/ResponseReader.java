package vn.tram.lwm2m.mqtt;

import java.util.List;
import java.util.Map;
import org.eclipse.leshan.core.ResponseCode;
import org.eclipse.leshan.core.link.LinkParseException;
import org.eclipse.leshan.core.link.lwm2m.LwM2mLink;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.observation.CompositeObservation;
import org.eclipse.leshan.core.observation.ObservationIdentifier;
import org.eclipse.leshan.core.observation.SingleObservation;
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
import org.eclipse.leshan.core.request.exception.InvalidResponseException;
import org.eclipse.leshan.core.response.CancelCompositeObservationResponse;
import org.eclipse.leshan.core.response.CancelObservationResponse;
import org.eclipse.leshan.core.response.CreateResponse;
import org.eclipse.leshan.core.response.DeleteResponse;
import org.eclipse.leshan.core.response.DiscoverResponse;
import org.eclipse.leshan.core.response.ExecuteResponse;
import org.eclipse.leshan.core.response.LwM2mResponse;
import org.eclipse.leshan.core.response.ObserveCompositeResponse;
import org.eclipse.leshan.core.response.ObserveResponse;
import org.eclipse.leshan.core.response.ReadCompositeResponse;
import org.eclipse.leshan.core.response.ReadResponse;
import org.eclipse.leshan.core.response.WriteAttributesResponse;
import org.eclipse.leshan.core.response.WriteCompositeResponse;
import org.eclipse.leshan.core.response.WriteResponse;
import org.eclipse.leshan.server.endpoint.ServerEndpointToolbox;
import org.eclipse.leshan.server.profile.ClientProfile;
import org.jspecify.annotations.Nullable;
import vn.tram.wire.Message;

/** A device's answer as Leshan's response to one request. */
final class ResponseReader implements DownlinkDeviceManagementRequestVisitor {

    private final Message answer;
    private final ClientProfile device;
    private final ServerEndpointToolbox toolbox;
    private final ObservationIdentifier observation;
    private final ResponseCode code;
    private @Nullable LwM2mResponse response;

    private ResponseReader(
            Message answer, ClientProfile device, ServerEndpointToolbox toolbox, ObservationIdentifier observation) {
        this.answer = answer;
        this.device = device;
        this.toolbox = toolbox;
        this.observation = observation;
        this.code = ResponseCode.fromCode(answer.result());
    }

    /**
     * @param observation what an observation that this answer confirms is known by
     * @throws InvalidResponseException when the answer does not fit the request
     * @throws org.eclipse.leshan.core.node.codec.CodecException when its content cannot be decoded
     */
    static LwM2mResponse read(
            DownlinkDeviceManagementRequest<?> request,
            Message answer,
            ClientProfile device,
            ServerEndpointToolbox toolbox,
            ObservationIdentifier observation) {
        ResponseReader reader = new ResponseReader(answer, device, toolbox, observation);
        request.accept(reader);
        LwM2mResponse response = reader.response;
        if (response == null) {
            throw new InvalidResponseException("request: must be one that LwM2M over MQTT has, was " + request);
        }
        return response;
    }

    /** The diagnostic text of an error, or null. */
    private @Nullable String reason() {
        return answer.payload() == null ? null : answer.payloadText();
    }

    private boolean failed() {
        return answer.result() >= 400;
    }

    /** Null for an error. @throws InvalidResponseException when it is a success of another kind */
    private @Nullable LwM2mNode content(LwM2mPath path) {
        if (failed()) {
            return null;
        }
        expect(ResponseCode.CONTENT);
        return toolbox.getDecoder().decode(payload(), format(), null, path, device.getModel());
    }

    private @Nullable Map<LwM2mPath, LwM2mNode> content(List<LwM2mPath> paths) {
        if (failed()) {
            return null;
        }
        expect(ResponseCode.CONTENT);
        return toolbox.getDecoder().decodeNodes(payload(), format(), null, paths, device.getModel());
    }

    private void expect(ResponseCode success) {
        if (!failed() && !code.equals(success)) {
            throw new InvalidResponseException(
                    "result: must be " + success.getCode() + " or an error, was " + answer.result());
        }
    }

    private byte[] payload() {
        byte[] payload = answer.payload();
        return payload == null ? new byte[0] : payload;
    }

    private ContentFormat format() {
        if (answer.contentFormat() < 0) {
            throw new InvalidResponseException("ct: must be with the content, was missing");
        }
        return ContentFormat.fromCode(answer.contentFormat());
    }

    @Override
    public void visit(ReadRequest request) {
        response = new ReadResponse(code, content(request.getPath()), null, reasonOfError());
    }

    private @Nullable String reasonOfError() {
        return failed() ? reason() : null;
    }

    @Override
    public void visit(DiscoverRequest request) {
        if (failed()) {
            response = new DiscoverResponse(code, null, reason());
            return;
        }
        expect(ResponseCode.CONTENT);
        try {
            LwM2mLink[] links = toolbox.getLinkParser().parseLwM2mLinkFromCoreLinkFormat(payload(), null);
            response = new DiscoverResponse(code, links, null);
        } catch (LinkParseException e) {
            throw new InvalidResponseException(e, "payload: must be links, was %s", answer.payloadText());
        }
    }

    @Override
    public void visit(WriteRequest request) {
        expect(ResponseCode.CHANGED);
        response = new WriteResponse(code, reasonOfError());
    }

    @Override
    public void visit(WriteAttributesRequest request) {
        expect(ResponseCode.CHANGED);
        response = new WriteAttributesResponse(code, reasonOfError());
    }

    @Override
    public void visit(ExecuteRequest request) {
        expect(ResponseCode.CHANGED);
        response = new ExecuteResponse(code, reasonOfError());
    }

    @Override
    public void visit(CreateRequest request) {
        expect(ResponseCode.CREATED);
        response = new CreateResponse(code, null, reasonOfError());
    }

    @Override
    public void visit(DeleteRequest request) {
        expect(ResponseCode.DELETED);
        response = new DeleteResponse(code, reasonOfError());
    }

    @Override
    public void visit(ObserveRequest request) {
        LwM2mNode content = content(request.getPath());
        SingleObservation confirmed = content == null
                ? null
                : new SingleObservation(
                        observation,
                        device.getRegistrationId(),
                        request.getPath(),
                        format(),
                        request.getContext(),
                        Map.of());
        response = new ObserveResponse(code, content, null, null, confirmed, reasonOfError());
    }

    @Override
    public void visit(CancelObservationRequest request) {
        LwM2mNode content = answer.contentFormat() < 0 ? null : content(request.getPath());
        response = new CancelObservationResponse(
                content == null && !failed() ? ResponseCode.CHANGED : code, content, null, null, null, reasonOfError());
    }

    @Override
    public void visit(ReadCompositeRequest request) {
        response = new ReadCompositeResponse(code, content(request.getPaths()), null, reasonOfError(), null);
    }

    @Override
    public void visit(ObserveCompositeRequest request) {
        Map<LwM2mPath, LwM2mNode> content = content(request.getPaths());
        CompositeObservation confirmed = content == null
                ? null
                : new CompositeObservation(
                        observation,
                        device.getRegistrationId(),
                        request.getPaths(),
                        request.getRequestContentFormat(),
                        format(),
                        request.getContext(),
                        Map.of());
        response = new ObserveCompositeResponse(code, content, null, null, confirmed, reasonOfError(), null);
    }

    @Override
    public void visit(CancelCompositeObservationRequest request) {
        Map<LwM2mPath, LwM2mNode> content = answer.contentFormat() < 0 ? null : content(request.getPaths());
        response = new CancelCompositeObservationResponse(
                content == null && !failed() ? ResponseCode.CHANGED : code, content, null, null, reasonOfError(), null);
    }

    @Override
    public void visit(WriteCompositeRequest request) {
        expect(ResponseCode.CHANGED);
        response = new WriteCompositeResponse(code, reasonOfError());
    }
}
