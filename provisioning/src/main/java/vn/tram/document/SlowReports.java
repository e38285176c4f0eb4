package vn.tram.document;

import java.util.Map;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.codec.senml.LwM2mNodeSenMLDecoder;
import org.eclipse.leshan.senml.SenMLException;
import org.eclipse.leshan.senml.cbor.upokecenter.SenMLCborUpokecenterEncoderDecoder;
import org.jspecify.annotations.Nullable;
import vn.tram.profiles.ObjectDefinitions;

/** Reads reports in shapes that {@link ReportCodec} does not know itself. Loaded when the first of them arrives. */
final class SlowReports {

    private static final LwM2mModel MODEL = Models.of(ObjectDefinitions.bundled());

    private static final SenMLCborUpokecenterEncoderDecoder PACKS = new SenMLCborUpokecenterEncoderDecoder();

    private static final LwM2mNodeSenMLDecoder NODES = new LwM2mNodeSenMLDecoder(PACKS, true);

    private SlowReports() {}

    /** The report, or null when Leshan finds none either. */
    static @Nullable Report read(byte[] bytes) {
        try {
            Map<LwM2mPath, LwM2mNode> nodes = NODES.decodeNodes(bytes, null, null, MODEL);
            boolean eachPathOnce =
                    nodes.size() == PACKS.fromSenML(bytes).getRecords().size();
            return eachPathOnce ? ReportCodec.decode(nodes).report() : null;
        } catch (SenMLException | RuntimeException e) {
            // A library over hostile bytes: whatever it throws, they are no report.
            return null;
        }
    }
}
