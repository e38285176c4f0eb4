package vn.tram.uplink;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.leshan.client.LeshanClient;
import org.eclipse.leshan.client.object.Security;
import org.eclipse.leshan.client.object.Server;
import org.eclipse.leshan.client.resource.LwM2mInstanceEnabler;
import org.eclipse.leshan.client.resource.LwM2mObjectEnabler;
import org.eclipse.leshan.client.resource.ObjectEnabler;
import org.eclipse.leshan.client.servers.LwM2mServer;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.request.BindingMode;
import org.eclipse.leshan.core.request.ContentFormat;
import org.eclipse.leshan.core.response.ReadResponse;
import org.jspecify.annotations.Nullable;
import vn.tram.document.ResourcePath;
import vn.tram.objects.ObjectTree;
import vn.tram.wire.Wire;

/**
 * The device's object tree as Leshan's object enablers, kept the same while instances come and go. Safe for use by many
 * threads.
 */
final class TreeObjects {

    private static final int SECURITY = 0;
    private static final int SERVER = 1;
    private static final int DEVICE = 3;
    private static final int SHORT_SERVER_ID = 1;

    /** Instances come in bunches, such as the interfaces of a first round: the registration is updated once. */
    private static final long BUNCH_MILLIS = 500;

    private final ObjectTree tree;
    private final LwM2mModel model;
    private final ScheduledExecutorService executor;
    private final Map<ResourcePath, TreeInstance> instances = new HashMap<>();
    private final AtomicBoolean updating = new AtomicBoolean();
    private volatile @Nullable LeshanClient client;

    TreeObjects(ObjectTree tree, LwM2mModel model, ScheduledExecutorService executor) {
        this.tree = tree;
        this.model = model;
        this.executor = executor;
    }

    /** What the device has now, with the objects Security and Server that Leshan needs. */
    synchronized List<LwM2mObjectEnabler> enablers(String serverUri, long lifetimeSeconds) {
        List<LwM2mObjectEnabler> all = new ArrayList<>();
        all.add(enabler(SECURITY, Map.of(0, Security.noSec(serverUri, SHORT_SERVER_ID))));
        all.add(enabler(SERVER, Map.of(0, new OurServer(lifetimeSeconds))));
        tree.instances().forEach((object, ids) -> {
            if (object != SECURITY && object != SERVER) {
                all.add(enabler(object, ids));
            }
        });
        if (!tree.instances().containsKey(DEVICE)) {
            all.add(enabler(DEVICE, Map.of(0, instance(DEVICE, 0))));
        }
        return all;
    }

    private ObjectEnabler enabler(int object, SortedSet<Integer> ids) {
        Map<Integer, LwM2mInstanceEnabler> made = new HashMap<>();
        ids.forEach(id -> made.put(id, instance(object, id)));
        return enabler(object, made);
    }

    private ObjectEnabler enabler(int object, Map<Integer, LwM2mInstanceEnabler> made) {
        ObjectModel definition = model.getObjectModel(object);
        made.forEach((id, instance) -> {
            instance.setId(id);
            instance.setModel(definition);
        });
        return new ObjectEnabler(object, definition, new HashMap<>(made), null, ContentFormat.SENML_CBOR);
    }

    private TreeInstance instance(int object, int id) {
        TreeInstance instance = new TreeInstance(tree, object, id);
        instances.put(new ResourcePath(object, id, 0), instance);
        return instance;
    }

    /** From now on {@code leshan} follows the tree. */
    void follow(LeshanClient leshan) {
        client = leshan;
        tree.listen(this::changed);
        update();
    }

    void close() {
        client = null;
    }

    private void changed(ResourcePath path) {
        if (client == null) {
            return;
        }
        TreeInstance instance;
        synchronized (this) {
            instance = instances.get(new ResourcePath(path.object(), path.instance(), 0));
        }
        boolean there = tree.instances()
                .getOrDefault(path.object(), java.util.Collections.emptySortedSet())
                .contains(path.instance());
        if (instance != null && there) {
            instance.changed(path.resource());
        } else if (updating.compareAndSet(false, true)) {
            later();
        }
    }

    private void later() {
        try {
            executor.schedule(this::update, BUNCH_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            updating.set(false);
        }
    }

    private void update() {
        updating.set(false);
        LeshanClient leshan = client;
        if (leshan == null) {
            return;
        }
        synchronized (this) {
            Map<Integer, SortedSet<Integer>> wanted = new HashMap<>(tree.instances());
            wanted.forEach((object, ids) -> add(leshan, object, ids));
            for (LwM2mObjectEnabler enabler :
                    List.copyOf(leshan.getObjectTree().getObjectEnablers().values())) {
                remove(enabler, wanted.get(enabler.getId()));
            }
        }
    }

    private void add(LeshanClient leshan, int object, SortedSet<Integer> ids) {
        LwM2mObjectEnabler known = leshan.getObjectTree().getObjectEnabler(object);
        if (known == null) {
            leshan.getObjectTree().addObjectEnabler(enabler(object, ids));
        } else if (known instanceof ObjectEnabler enabler) {
            for (int id : ids) {
                if (enabler.getInstance(id) == null) {
                    TreeInstance made = instance(object, id);
                    made.setModel(enabler.getObjectModel());
                    enabler.addInstance(id, made);
                }
            }
        }
    }

    private void remove(LwM2mObjectEnabler known, @Nullable SortedSet<Integer> wanted) {
        int object = known.getId();
        if (object == SECURITY || object == SERVER || object == DEVICE || !(known instanceof ObjectEnabler enabler)) {
            return;
        }
        for (int id : enabler.getAvailableInstanceIds()) {
            if (wanted == null || !wanted.contains(id)) {
                instances.remove(new ResourcePath(object, id, 0));
                enabler.removeInstance(id);
            }
        }
    }

    /** Leshan's object Server, which says the binding M to everybody but Leshan. */
    private static final class OurServer extends Server {

        private static final int BINDING = 7;
        private static final int PREFERRED_TRANSPORT = 22;

        OurServer(long lifetimeSeconds) {
            super(SHORT_SERVER_ID, lifetimeSeconds, EnumSet.of(BindingMode.U), false, BindingMode.U);
        }

        @Override
        public ReadResponse read(LwM2mServer server, int resource) {
            boolean binding = resource == BINDING || resource == PREFERRED_TRANSPORT;
            return binding && !server.isSystem()
                    ? ReadResponse.success(resource, Wire.BINDING)
                    : super.read(server, resource);
        }
    }
}
