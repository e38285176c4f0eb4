package vn.tram.document;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.model.StaticModel;
import vn.tram.profiles.ObjectDefinition;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.Operations;
import vn.tram.profiles.ResourceDefinition;
import vn.tram.profiles.ResourceType;

/** Our object definitions as Leshan's model, which its encoders and decoders need. */
public final class Models {

    private Models() {}

    public static LwM2mModel of(ObjectDefinitions definitions) {
        List<ObjectModel> models = new ArrayList<>();
        for (ObjectDefinition definition : definitions.all()) {
            models.add(of(definition));
        }
        return new StaticModel(models);
    }

    public static ObjectModel of(ObjectDefinition object) {
        List<ResourceModel> resources = new ArrayList<>();
        for (ResourceDefinition resource : object.resources().values()) {
            resources.add(of(resource));
        }
        return new ObjectModel(
                object.id(),
                object.name(),
                object.description(),
                object.version(),
                object.multiple(),
                object.mandatory(),
                resources,
                object.urn(),
                object.lwm2mVersion(),
                "");
    }

    private static ResourceModel of(ResourceDefinition resource) {
        return new ResourceModel(
                resource.id(),
                resource.name(),
                of(resource.operations()),
                resource.multiple(),
                resource.mandatory(),
                of(resource.type()),
                resource.range(),
                resource.units(),
                resource.description());
    }

    private static ResourceModel.Operations of(Operations operations) {
        return switch (operations) {
            case NONE -> ResourceModel.Operations.NONE;
            case R -> ResourceModel.Operations.R;
            case W -> ResourceModel.Operations.W;
            case RW -> ResourceModel.Operations.RW;
            case E -> ResourceModel.Operations.E;
        };
    }

    private static ResourceModel.Type of(ResourceType type) {
        return switch (type) {
            case STRING -> ResourceModel.Type.STRING;
            case INTEGER -> ResourceModel.Type.INTEGER;
            case UNSIGNED_INTEGER -> ResourceModel.Type.UNSIGNED_INTEGER;
            case FLOAT -> ResourceModel.Type.FLOAT;
            case BOOLEAN -> ResourceModel.Type.BOOLEAN;
            case OPAQUE -> ResourceModel.Type.OPAQUE;
            case TIME -> ResourceModel.Type.TIME;
            case OBJLNK -> ResourceModel.Type.OBJLNK;
            case CORELNK -> ResourceModel.Type.CORELINK;
            case NONE -> ResourceModel.Type.NONE;
        };
    }
}
