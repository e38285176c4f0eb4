package vn.tram.uplink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.node.LwM2mMultipleResource;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mObject;
import org.eclipse.leshan.core.node.LwM2mObjectInstance;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.node.LwM2mSingleResource;
import org.eclipse.leshan.core.node.codec.LwM2mEncoder;
import org.eclipse.leshan.core.request.ContentFormat;
import org.jspecify.annotations.Nullable;
import vn.tram.document.ResourcePath;
import vn.tram.identity.EndpointName;
import vn.tram.objects.Latest;
import vn.tram.objects.ObjectTree;
import vn.tram.wire.Message;
import vn.tram.wire.Operation;
import vn.tram.wire.Wire;

/**
 * Answers what the controller asks of devices behind this one, by {@code /PREFIX/OBJECT/INSTANCE/RESOURCE} (OMA LwM2M
 * Gateway 1.1). Leshan's client knows no prefixes. Devices can be read, from what they said last; nothing of them can be
 * written, executed or observed. Safe for use by many threads.
 */
final class PrefixEnd {

    private static final int CONTENT = 205;
    private static final int BAD_REQUEST = 400;
    private static final String NUMBERS = "[0-9]{1,5}(/[0-9]{1,5}){0,2}";

    private final ObjectTree tree;
    private final LwM2mModel model;
    private final LwM2mEncoder encoder;

    PrefixEnd(ObjectTree tree, LwM2mModel model, LwM2mEncoder encoder) {
        this.tree = tree;
        this.model = model;
        this.encoder = encoder;
    }

    /** Null when {@code request} is not of a device behind this one. */
    @Nullable
    Message answer(Message request) {
        String uri = request.uri();
        if (uri == null) {
            return null;
        }
        String path = uri.startsWith("/") ? uri.substring(1) : uri;
        int end = path.indexOf('/') < 0 ? path.length() : path.indexOf('/');
        String prefix = path.substring(0, end);
        if (!EndpointName.isDevice(prefix)) {
            return null;
        }
        Latest latest = tree.behind(prefix);
        String below = path.substring(Math.min(path.length(), end + 1));
        int refusal = refusal(request, latest, below);
        if (latest == null || refusal != 0) {
            return Message.response(refusal, request.token());
        }
        return read(request.token(), prefix, new LwM2mPath("/" + below), latest);
    }

    private static int refusal(Message request, @Nullable Latest latest, String below) {
        if (latest == null) {
            return ObjectTree.NOT_FOUND;
        }
        if (request.operation() != Operation.READ || below.isEmpty()) {
            return ObjectTree.METHOD_NOT_ALLOWED;
        }
        return below.matches(NUMBERS) ? 0 : BAD_REQUEST;
    }

    /** Of a device that is not reached nothing is known, except that. */
    private Message read(long token, String prefix, LwM2mPath path, Latest latest) {
        LwM2mNode node = node(path, latest.values());
        if (node == null) {
            return Message.response(latest.reached() ? ObjectTree.NOT_FOUND : ObjectTree.SERVICE_UNAVAILABLE, token);
        }
        byte[] content = encoder.encode(node, ContentFormat.SENML_CBOR, "/" + prefix, path, model);
        return Message.response(CONTENT, token).payload(Wire.SENML_CBOR, content);
    }

    private @Nullable LwM2mNode node(LwM2mPath asked, Map<ResourcePath, Object> values) {
        SortedMap<Integer, List<LwM2mResource>> instances = new TreeMap<>();
        values.forEach((path, value) -> {
            boolean isAsked = path.object() == asked.getObjectId()
                    && isOrNone(asked.getObjectInstanceId(), path.instance())
                    && isOrNone(asked.getResourceId(), path.resource());
            LwM2mResource resource = isAsked ? resource(path, value) : null;
            if (resource != null) {
                instances
                        .computeIfAbsent(path.instance(), key -> new ArrayList<>())
                        .add(resource);
            }
        });
        if (instances.isEmpty()) {
            return null;
        }
        if (asked.isResource()) {
            return instances.values().iterator().next().get(0);
        }
        List<LwM2mObjectInstance> nodes = new ArrayList<>();
        instances.forEach((id, resources) -> nodes.add(new LwM2mObjectInstance(id, resources)));
        return asked.isObjectInstance() ? nodes.get(0) : new LwM2mObject(asked.getObjectId(), nodes);
    }

    private static boolean isOrNone(@Nullable Integer asked, int is) {
        return asked == null || asked == is;
    }

    private @Nullable LwM2mResource resource(ResourcePath path, Object value) {
        Object fitting = tree.fitting(path, value);
        ObjectModel object = model.getObjectModel(path.object());
        ResourceModel definition = object == null ? null : object.resources.get(path.resource());
        if (fitting == null || definition == null || !definition.operations.isReadable()) {
            return null;
        }
        Object typed = TreeInstance.typed(definition, fitting);
        ResourceModel.Type type = typed instanceof String ? ResourceModel.Type.STRING : definition.type;
        return definition.multiple
                ? LwM2mMultipleResource.newResource(path.resource(), Map.of(0, typed), type)
                : LwM2mSingleResource.newResource(path.resource(), typed, type);
    }
}
