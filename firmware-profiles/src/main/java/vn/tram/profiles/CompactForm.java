package vn.tram.profiles;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Object definitions as the build writes them for programs to read quickly: no descriptions, no XML. The form is
 * private to one build; nothing keeps or sends it.
 */
public final class CompactForm {

    private static final int MAGIC = 0x7472_0001;

    private CompactForm() {}

    public static void write(ObjectDefinitions definitions, DataOutput out) throws IOException {
        out.writeInt(MAGIC);
        out.writeShort(definitions.all().size());
        for (ObjectDefinition object : definitions.all()) {
            out.writeShort(object.id());
            out.writeUTF(object.name());
            out.writeUTF(object.version());
            out.writeUTF(object.lwm2mVersion());
            out.writeUTF(object.urn());
            out.writeBoolean(object.multiple());
            out.writeBoolean(object.mandatory());
            out.writeShort(object.resources().size());
            for (ResourceDefinition resource : object.resources().values()) {
                write(resource, out);
            }
        }
    }

    private static void write(ResourceDefinition resource, DataOutput out) throws IOException {
        out.writeShort(resource.id());
        out.writeUTF(resource.name());
        out.writeUTF(resource.type().name());
        out.writeUTF(resource.operations().name());
        out.writeBoolean(resource.multiple());
        out.writeBoolean(resource.mandatory());
        out.writeUTF(resource.range());
        out.writeUTF(resource.units());
    }

    /** @throws IOException when {@code in} is not what {@link #write} wrote */
    public static ObjectDefinitions read(DataInput in) throws IOException {
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new IOException("compact object definitions: must begin with " + Integer.toHexString(MAGIC)
                    + ", began with " + Integer.toHexString(magic));
        }
        try {
            int count = in.readUnsignedShort();
            List<ObjectDefinition> objects = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                objects.add(readObject(in));
            }
            return ObjectDefinitions.of(objects);
        } catch (IllegalArgumentException e) {
            throw new IOException("compact object definitions: " + e.getMessage(), e);
        }
    }

    private static ObjectDefinition readObject(DataInput in) throws IOException {
        int id = in.readUnsignedShort();
        String name = in.readUTF();
        String version = in.readUTF();
        String lwm2mVersion = in.readUTF();
        String urn = in.readUTF();
        boolean multiple = in.readBoolean();
        boolean mandatory = in.readBoolean();
        int count = in.readUnsignedShort();
        List<ResourceDefinition> resources = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            resources.add(readResource(in));
        }
        return new ObjectDefinition(
                id, name, "", version, lwm2mVersion, urn, multiple, mandatory, ObjectDefinition.byId(resources));
    }

    private static ResourceDefinition readResource(DataInput in) throws IOException {
        int id = in.readUnsignedShort();
        String name = in.readUTF();
        ResourceType type = ResourceType.valueOf(in.readUTF());
        Operations operations = Operations.valueOf(in.readUTF());
        boolean multiple = in.readBoolean();
        boolean mandatory = in.readBoolean();
        String range = in.readUTF();
        String units = in.readUTF();
        return new ResourceDefinition(id, name, type, operations, multiple, mandatory, range, units, "");
    }
}
