package vn.tram.uplink;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.eclipse.leshan.client.resource.BaseInstanceEnabler;
import org.eclipse.leshan.client.servers.LwM2mServer;
import org.eclipse.leshan.core.ResponseCode;
import org.eclipse.leshan.core.link.DefaultLinkParser;
import org.eclipse.leshan.core.link.Link;
import org.eclipse.leshan.core.link.LinkParseException;
import org.eclipse.leshan.core.link.LinkParser;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.node.LwM2mResource;
import org.eclipse.leshan.core.node.LwM2mSingleResource;
import org.eclipse.leshan.core.request.argument.Arguments;
import org.eclipse.leshan.core.response.ExecuteResponse;
import org.eclipse.leshan.core.response.ReadResponse;
import org.eclipse.leshan.core.response.WriteResponse;
import org.eclipse.leshan.core.util.datatype.ULong;
import org.jspecify.annotations.Nullable;
import vn.tram.document.ResourcePath;
import vn.tram.objects.ObjectTree;
import vn.tram.wire.Wire;

/** One object instance of the tree, as Leshan's client wants it. */
class TreeInstance extends BaseInstanceEnabler {

    private static final int DEVICE = 3;
    private static final int BINDINGS = 16;
    private static final LinkParser LINKS = new DefaultLinkParser();

    private final ObjectTree tree;
    private final int object;

    TreeInstance(ObjectTree tree, int object, int instance) {
        super(instance);
        this.tree = tree;
        this.object = object;
    }

    private ResourcePath path(int resource) {
        return new ResourcePath(object, getId(), resource);
    }

    void changed(int resource) {
        fireResourceChange(resource);
    }

    @Override
    public ReadResponse read(LwM2mServer server, int resource) {
        if (object == DEVICE && resource == BINDINGS) {
            // Leshan itself does not know the binding M.
            return ReadResponse.success(resource, server.isSystem() ? "U" : Wire.BINDING);
        }
        Object value = tree.get(path(resource));
        ResourceModel model = getModel().resources.get(resource);
        if (value == null || model == null) {
            return ReadResponse.notFound();
        }
        if (model.multiple) {
            return ReadResponse.success(resource, Map.of(0, typed(model, value)), model.type);
        }
        return single(resource, typed(model, value));
    }

    private static ReadResponse single(int resource, Object value) {
        if (value instanceof ULong number) {
            return ReadResponse.success(resource, number);
        }
        if (value instanceof Long number) {
            return ReadResponse.success(resource, number.longValue());
        }
        if (value instanceof Double number) {
            return ReadResponse.success(resource, number.doubleValue());
        }
        if (value instanceof Boolean flag) {
            return ReadResponse.success(resource, flag.booleanValue());
        }
        if (value instanceof Link[] links) {
            return ReadResponse.success(LwM2mSingleResource.newResource(resource, links, ResourceModel.Type.CORELINK));
        }
        return value instanceof Date time
                ? ReadResponse.success(resource, time)
                : ReadResponse.success(resource, String.valueOf(value));
    }

    /** As Leshan has it. */
    static Object typed(ResourceModel model, Object value) {
        if (value instanceof Long number && model.type == ResourceModel.Type.TIME) {
            return Date.from(Instant.ofEpochSecond(number));
        }
        if (value instanceof Long number && model.type == ResourceModel.Type.UNSIGNED_INTEGER) {
            return ULong.valueOf(number);
        }
        return model.type == ResourceModel.Type.CORELINK && value instanceof String text ? links(text) : value;
    }

    private static Object links(String text) {
        try {
            return text.isEmpty() ? new Link[0] : LINKS.parseCoreLinkFormat(text.getBytes(StandardCharsets.UTF_8));
        } catch (LinkParseException e) {
            throw new IllegalStateException("links: must be in CoRE's format (RFC 6690), were " + text, e);
        }
    }

    @Override
    public WriteResponse write(LwM2mServer server, boolean replace, int resource, LwM2mResource value) {
        if (value.isMultiInstances()) {
            return WriteResponse.methodNotAllowed();
        }
        return new WriteResponse(ResponseCode.fromCode(tree.write(path(resource), plain(value.getValue()))), null);
    }

    private static Object plain(Object value) {
        if (value instanceof Date time) {
            return time.toInstant().getEpochSecond();
        }
        if (value instanceof ULong number) {
            return number.longValue();
        }
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }

    @Override
    public ExecuteResponse execute(LwM2mServer server, int resource, @Nullable Arguments arguments) {
        String text = arguments == null || arguments.isEmpty() ? "" : arguments.serialize();
        return new ExecuteResponse(ResponseCode.fromCode(tree.execute(path(resource), text)), null);
    }

    @Override
    public List<Integer> getAvailableResourceIds(ObjectModel objectModel) {
        List<Integer> ids = new ArrayList<>();
        for (ResourceModel resource : objectModel.resources.values()) {
            boolean own = object == DEVICE && resource.id == BINDINGS;
            if (own || resource.operations.isExecutable() || tree.get(path(resource.id)) != null) {
                ids.add(resource.id);
            }
        }
        return ids;
    }
}
