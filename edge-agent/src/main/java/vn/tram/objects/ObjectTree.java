package vn.tram.objects;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.profiles.ObjectDefinition;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.ResourceDefinition;

/**
 * What this device can be asked about, as LwM2M objects (LwM2M Core 1.2, section 7): the last value of each resource,
 * and who carries out writes and executions. A value has the Java type that its definition asks for: {@link Long} for
 * whole numbers and times, {@link Double}, {@link Boolean} or {@link String}.
 *
 * <p>Safe for use by many threads. Handlers and listeners run on the caller's thread, outside the tree's lock, and may
 * call the tree.
 */
public final class ObjectTree {

    public static final int CHANGED = 204;
    public static final int BAD_REQUEST = 400;
    public static final int NOT_FOUND = 404;
    public static final int METHOD_NOT_ALLOWED = 405;
    public static final int SERVICE_UNAVAILABLE = 503;

    private final ObjectDefinitions definitions;
    private final Map<ResourcePath, Object> values = new TreeMap<>();
    private final Map<ResourcePath, Write> writes = new HashMap<>();
    private final Map<ResourcePath, Execute> executes = new HashMap<>();
    private final TreeMap<Integer, TreeSet<Integer>> instances = new TreeMap<>();
    private final List<Consumer<ResourcePath>> listeners = new CopyOnWriteArrayList<>();
    private volatile Function<String, @Nullable Latest> behind = prefix -> null;

    /** Carries out a write, on the thread that asked for it. */
    @FunctionalInterface
    public interface Write {
        /**
         * @param value of the type that the resource's definition asks for
         * @return {@link #CHANGED}, {@link #BAD_REQUEST} or {@link #METHOD_NOT_ALLOWED}
         */
        int write(Object value);
    }

    /** Carries out an execution, on the thread that asked for it. */
    @FunctionalInterface
    public interface Execute {
        /** @return {@link #CHANGED}, {@link #BAD_REQUEST} or {@link #METHOD_NOT_ALLOWED} */
        int execute(String arguments);
    }

    public ObjectTree(ObjectDefinitions definitions) {
        this.definitions = definitions;
    }

    public ObjectDefinitions definitions() {
        return definitions;
    }

    /**
     * Sets a value and tells the listeners when it is a new one.
     *
     * @throws IllegalArgumentException when no definition has the resource, or it has another type
     */
    public void put(Reading reading) {
        ResourcePath path = reading.path();
        Object value = checked(path, reading.value());
        boolean changed;
        synchronized (this) {
            addInstance(path);
            changed = !value.equals(values.put(path, value));
        }
        if (changed) {
            tell(path);
        }
    }

    private Object checked(ResourcePath path, Object value) {
        ResourceDefinition definition = defined(path);
        Object fitting = Types.fit(definition.type(), value);
        if (fitting == null) {
            throw new IllegalArgumentException("value of " + path + " (" + definition.name() + "): must be of type "
                    + definition.type().xml() + ", was " + value);
        }
        return fitting;
    }

    private ResourceDefinition defined(ResourcePath path) {
        ResourceDefinition definition = find(path);
        if (definition == null) {
            throw new IllegalArgumentException("resource: must be one of the object definitions, was " + path);
        }
        return definition;
    }

    private @Nullable ResourceDefinition find(ResourcePath path) {
        ObjectDefinition object = definitions.object(path.object());
        if (object == null || path.instance() > 0 && !object.multiple()) {
            return null;
        }
        return object.resource(path.resource());
    }

    /** The last value put or written, or null when there is none. */
    public synchronized @Nullable Object get(ResourcePath path) {
        return values.get(path);
    }

    /** Object id to the ids of its instances: a copy. Objects without an instance are not in it. */
    public synchronized SortedMap<Integer, SortedSet<Integer>> instances() {
        SortedMap<Integer, SortedSet<Integer>> copy = new TreeMap<>();
        instances.forEach((object, ids) -> copy.put(object, new TreeSet<>(ids)));
        return copy;
    }

    /** Forgets an instance that is no longer there, such as an unplugged interface; tells the listeners its paths. */
    public void remove(int object, int instance) {
        List<ResourcePath> gone = new ArrayList<>();
        synchronized (this) {
            TreeSet<Integer> ids = instances.get(object);
            if (ids == null || !ids.remove(instance)) {
                return;
            }
            if (ids.isEmpty()) {
                instances.remove(object);
            }
            values.keySet().removeIf(path -> {
                boolean goes = path.object() == object && path.instance() == instance;
                if (goes) {
                    gone.add(path);
                }
                return goes;
            });
        }
        gone.forEach(this::tell);
    }

    /**
     * Sets who carries out writes of {@code path}. The instance exists from now on.
     *
     * @throws IllegalArgumentException when the definitions do not have the resource as a writable one
     */
    public synchronized void onWrite(ResourcePath path, Write handler) {
        if (!defined(path).operations().isWritable()) {
            throw new IllegalArgumentException("resource to write: must be writable, was " + path);
        }
        addInstance(path);
        writes.put(path, handler);
    }

    /**
     * Sets who carries out executions of {@code path}. The instance exists from now on.
     *
     * @throws IllegalArgumentException when the definitions do not have the resource as an executable one
     */
    public synchronized void onExecute(ResourcePath path, Execute handler) {
        if (!defined(path).operations().isExecutable()) {
            throw new IllegalArgumentException("resource to execute: must be executable, was " + path);
        }
        addInstance(path);
        executes.put(path, handler);
    }

    /**
     * Writes on behalf of the server. The value is kept when the handler answers {@link #CHANGED}.
     *
     * @return {@link #CHANGED}, {@link #BAD_REQUEST} (wrong type, or refused by the handler), {@link #NOT_FOUND} or
     *     {@link #METHOD_NOT_ALLOWED}
     */
    public int write(ResourcePath path, Object value) {
        ResourceDefinition definition = find(path);
        if (definition == null || !exists(path)) {
            return NOT_FOUND;
        }
        Write handler;
        synchronized (this) {
            handler = writes.get(path);
        }
        if (handler == null) {
            return METHOD_NOT_ALLOWED;
        }
        Object fitting = Types.fit(definition.type(), value);
        if (fitting == null || !Reading.isAllowed(fitting)) {
            return BAD_REQUEST;
        }
        int code = handler.write(fitting);
        if (code == CHANGED) {
            put(new Reading(path, fitting));
        }
        return code;
    }

    /**
     * Executes on behalf of the server.
     *
     * @param arguments as LwM2M Core 1.2, section 6.3.5 has them; empty for none
     * @return {@link #CHANGED}, {@link #BAD_REQUEST}, {@link #NOT_FOUND} or {@link #METHOD_NOT_ALLOWED}
     */
    public int execute(ResourcePath path, String arguments) {
        if (find(path) == null || !exists(path)) {
            return NOT_FOUND;
        }
        Execute handler;
        synchronized (this) {
            handler = executes.get(path);
        }
        return handler == null ? METHOD_NOT_ALLOWED : handler.execute(arguments);
    }

    /** Sets who knows the devices behind this one, by their prefixes; null for a prefix that none has. */
    public void onPrefix(Function<String, @Nullable Latest> devices) {
        behind = devices;
    }

    /** What the device with that prefix said last; null when there is none. */
    public @Nullable Latest behind(String prefix) {
        return behind.apply(prefix);
    }

    /** {@code value} in the type that the definition of {@code path} asks for; null when there is none, or it does not fit. */
    public @Nullable Object fitting(ResourcePath path, Object value) {
        ResourceDefinition definition = find(path);
        return definition == null ? null : Types.fit(definition.type(), value);
    }

    /** From now on calls {@code changed} with the path of each resource that gets a new value or goes away. */
    public void listen(Consumer<ResourcePath> changed) {
        listeners.add(changed);
    }

    private void tell(ResourcePath path) {
        for (Consumer<ResourcePath> listener : listeners) {
            listener.accept(path);
        }
    }

    private synchronized boolean exists(ResourcePath path) {
        TreeSet<Integer> ids = instances.get(path.object());
        return ids != null && ids.contains(path.instance());
    }

    private void addInstance(ResourcePath path) {
        instances.computeIfAbsent(path.object(), key -> new TreeSet<>()).add(path.instance());
    }
}
