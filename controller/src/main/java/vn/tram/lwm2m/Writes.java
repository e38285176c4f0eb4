package vn.tram.lwm2m;

import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.node.LwM2mSingleResource;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.request.DownlinkDeviceManagementRequest;
import org.eclipse.leshan.core.request.WriteCompositeRequest;
import org.eclipse.leshan.core.request.WriteRequest;
import org.eclipse.leshan.core.response.LwM2mResponse;
import org.eclipse.leshan.core.util.datatype.ULong;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;

/** Values to write as one LwM2M request. */
final class Writes {

    private Writes() {}

    /**
     * A Write of one instance's resources that leaves its others alone, or else a Write-Composite.
     *
     * @param values at least one
     */
    static DownlinkDeviceManagementRequest<? extends LwM2mResponse> of(List<Reading> values, LwM2mModel model) {
        ResourcePath first = values.get(0).path();
        boolean one = values.stream()
                .allMatch(value ->
                        value.path().object() == first.object() && value.path().instance() == first.instance());
        if (one) {
            List<LwM2mResource> resources = new ArrayList<>();
            values.forEach(value -> resources.add(resource(value, model)));
            return new WriteRequest(
                    WriteRequest.Mode.UPDATE, ContentFormat.SENML_CBOR, first.object(), first.instance(), resources);
        }
        Map<LwM2mPath, LwM2mNode> nodes = new HashMap<>();
        values.forEach(value -> nodes.put(new LwM2mPath(value.path().toString()), resource(value, model)));
        return new WriteCompositeRequest(ContentFormat.SENML_CBOR, nodes, null);
    }

    @SuppressWarnings("JavaUtilDate") // Leshan's own type for times
    private static LwM2mResource resource(Reading reading, LwM2mModel model) {
        ResourcePath path = reading.path();
        ResourceModel definition = model.getResourceModel(path.object(), path.resource());
        int id = path.resource();
        Object value = reading.value();
        if (value instanceof Long number) {
            ResourceModel.Type type = definition == null ? ResourceModel.Type.INTEGER : definition.type;
            return switch (type) {
                case UNSIGNED_INTEGER -> LwM2mSingleResource.newUnsignedIntegerResource(id, ULong.valueOf(number));
                case TIME -> LwM2mSingleResource.newDateResource(id, new Date(number * 1000));
                case FLOAT -> LwM2mSingleResource.newFloatResource(id, number.doubleValue());
                default -> LwM2mSingleResource.newIntegerResource(id, number);
            };
        }
        return LwM2mSingleResource.newResource(id, value);
    }
}
