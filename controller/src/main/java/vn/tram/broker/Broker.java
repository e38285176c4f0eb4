package vn.tram.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.postoffice.QueueBinding;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTUtil;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;
import org.jspecify.annotations.Nullable;
import vn.tram.wire.Topics;

/**
 * Apache Artemis as an MQTT broker inside the controller. A publication is acknowledged after the journal is on the
 * disk (fsync); what was acknowledged is delivered after a crash of the program or a power cut. Safe for use by many
 * threads.
 */
public final class Broker implements AutoCloseable {

    /** Queues of Artemis itself, for sessions and retained messages. */
    private static final String ITS_OWN = "$";

    private static final String ACCEPTOR = "mqtt";

    /** Two of them are there at all times; a packet of the largest size fits into one. */
    private static final int JOURNAL_FILE_BYTES = 2 << 20;

    private static final int JOURNAL_FILES = 2;
    private static final int JOURNAL_BUFFER_BYTES = 512 * 1024;
    /** Files that may be half empty before what is left in them is moved together: 60 MB at the most. */
    private static final int JOURNAL_COMPACT_FILES = 30;

    /** What comes within it shares one write to the disk. */
    private static final int JOURNAL_FLUSH_NANOS = 4_000_000;

    private static final long MEMORY_BYTES = 64L << 20;
    private static final long QUEUE_MEMORY_BYTES = 4L << 20;
    private static final long QUEUE_DISK_BYTES = 16L << 20;
    private static final int PAGE_BYTES = 1 << 20;

    private static final int IN_FLIGHT = 100;
    private static final int KEEP_ALIVE_SECONDS = 600;
    private static final long LOOK_FOR_SILENT_LINES_MILLIS = 1_000;
    private static final long LOOK_FOR_LAST_WILLS_MILLIS = 500;
    /** A whole province comes back at once after a power cut. */
    private static final int HANDSHAKE_SECONDS = 60;

    private static final int NETWORK_THREADS = 2;
    private static final int WORK_THREADS = 8;
    private static final long START_MILLIS = 10_000;

    private final BrokerSettings settings;
    private final ActiveMQServer server;
    private final BrokerCounters counters;
    private final FolderLock lock;

    private Broker(BrokerSettings settings, ActiveMQServer server, BrokerCounters counters, FolderLock lock) {
        this.settings = settings;
        this.server = server;
        this.counters = counters;
        this.lock = lock;
    }

    /** Starts a broker; it takes connections when this returns. @throws IOException says what is in the way */
    public static Broker start(BrokerSettings settings) throws IOException {
        Path folder = settings.folder().toAbsolutePath();
        Files.createDirectories(folder);
        FolderLock lock = FolderLock.take(folder);
        try {
            checkPort(settings);
            return start(settings, folder, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Broker start(BrokerSettings settings, Path folder, FolderLock lock) throws IOException {
        BrokerCounters counters = new BrokerCounters();
        Configuration configuration = configuration(settings, folder);
        TopicPermissions permissions = new TopicPermissions(
                settings.topics(), configuration.getWildcardConfiguration(), settings.tls() != null, counters);
        Doorkeeper doorkeeper = new Doorkeeper(settings, permissions, counters);
        ActiveMQServer server = new ActiveMQServerImpl(configuration, permissions);
        server.getServiceRegistry().addIncomingInterceptor(doorkeeper);
        server.registerBrokerPlugin(doorkeeper);
        server.registerBrokerPlugin(new PublicationOrder(server));
        server.registerBrokerPlugin(new NoEcho());
        server.registerActivateCallback(
                new StaleStatuses(server, settings.topics(), configuration.getWildcardConfiguration()));
        Broker broker = new Broker(settings, server, counters, lock);
        broker.startServer();
        return broker;
    }

    /** Artemis would log a taken port with its whole stack. */
    private static void checkPort(BrokerSettings settings) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(settings.host(), settings.port()));
        } catch (IOException e) {
            throw new IOException(
                    "broker: cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage(), e);
        }
    }

    private void startServer() throws IOException {
        try {
            server.start();
            if (!server.waitForActivation(START_MILLIS, TimeUnit.MILLISECONDS) || acceptor() == null) {
                throw new IOException("it did not come up; the log says why");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IOException("broker: interrupted while starting", e);
        } catch (Exception e) { // the broker throws whatever its parts throw
            close();
            throw new IOException("broker: cannot start in " + settings.folder() + ": " + e.getMessage(), e);
        }
    }

    /** The port it listens on. */
    public int port() {
        NettyAcceptor acceptor = acceptor();
        if (acceptor == null) {
            throw new IllegalStateException("broker: must be running to have a port");
        }
        return acceptor.getActualPort();
    }

    private @Nullable NettyAcceptor acceptor() {
        return server.getRemotingService().getAcceptor(ACCEPTOR) instanceof NettyAcceptor acceptor ? acceptor : null;
    }

    public boolean isRunning() {
        return server.isActive();
    }

    /**
     * What it took and refused since it started, by name; {@code connections} and {@code messages_waiting}, in the queues
     * of all subscriptions, are as of now.
     */
    public Map<String, Long> counters() {
        Map<String, Long> all = counters.asMap();
        all.put("messages_waiting", server.isActive() ? waiting() : 0);
        return all;
    }

    private long waiting() {
        return server.getPostOffice()
                .getAllBindings()
                .filter(QueueBinding.class::isInstance)
                .map(binding -> ((QueueBinding) binding).getQueue())
                .filter(queue -> !queue.getName().toString().startsWith(ITS_OWN))
                .mapToLong(Queue::getMessageCount)
                .sum();
    }

    /** Disconnects everybody and closes the journal. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // the broker throws whatever its parts throw
            throw new IllegalStateException("broker: cannot stop: " + e.getMessage(), e);
        } finally {
            lock.close();
        }
    }

    private static Configuration configuration(BrokerSettings settings, Path folder) throws IOException {
        Configuration configuration = new ConfigurationImpl()
                .setName("tram")
                .setSecurityEnabled(true)
                .setJMXManagementEnabled(false)
                .setCriticalAnalyzer(false)
                .setGracefulShutdownEnabled(false)
                .setThreadPoolMaxSize(WORK_THREADS)
                .setScheduledThreadPoolMaxSize(2)
                .setGlobalMaxSize(MEMORY_BYTES)
                .setMaxDiskUsage(-1)
                .setConnectionTtlCheckInterval(LOOK_FOR_SILENT_LINES_MILLIS)
                .setMqttSessionScanInterval(LOOK_FOR_LAST_WILLS_MILLIS)
                .addAcceptorConfiguration(acceptor(settings, folder));
        if (settings.tls() == null) {
            // It remembers people by their certificates, and here nobody has one.
            configuration.setAuthenticationCacheSize(0);
        }
        // It remembers permissions by user name, and a device and the controller may have the same.
        configuration.setAuthorizationCacheSize(0);
        // An address is then a topic as it is: a dot in a name is not taken for a level.
        configuration.setWildCardConfiguration(
                new WildcardConfiguration().setDelimiter('/').setSingleWord('+').setAnyWords('#'));
        addJournal(configuration, folder);
        addAddresses(configuration, settings);
        return configuration;
    }

    private static void addJournal(Configuration configuration, Path folder) {
        configuration
                .setPersistenceEnabled(true)
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setJournalType(JournalType.NIO)
                .setJournalDatasync(true)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                .setJournalMinFiles(JOURNAL_FILES)
                .setJournalPoolFiles(JOURNAL_FILES)
                .setJournalCompactMinFiles(JOURNAL_COMPACT_FILES)
                .setJournalBufferSize_NIO(JOURNAL_BUFFER_BYTES)
                .setJournalBufferTimeout_NIO(JOURNAL_FLUSH_NANOS)
                .setJournalLockAcquisitionTimeout(START_MILLIS);
    }

    private static void addAddresses(Configuration configuration, BrokerSettings settings) {
        AddressSettings bounded = new AddressSettings()
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setAutoDeleteAddresses(true)
                .setAutoDeleteQueues(true)
                .setMaxSizeBytes(QUEUE_MEMORY_BYTES)
                .setPageSizeBytes(PAGE_BYTES)
                .setPageLimitBytes(QUEUE_DISK_BYTES)
                // A full queue refuses the publication; to drop it would lose what had been acknowledged.
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setPageFullMessagePolicy(PageFullMessagePolicy.FAIL);
        configuration.addAddressSetting("#", bounded);
        AddressSettings expiring = new AddressSettings(bounded);
        expiring.setMaxExpiryDelay(settings.maxSessionExpiry().toMillis());
        Topics topics = settings.topics();
        configuration.addAddressSetting(
                MQTTUtil.getCoreAddressFromMqttTopic(topics.allDevices(), configuration.getWildcardConfiguration()),
                expiring);
    }

    private static TransportConfiguration acceptor(BrokerSettings settings, Path folder) throws IOException {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(TransportConstants.HOST_PROP_NAME, settings.host());
        parameters.put(TransportConstants.PORT_PROP_NAME, settings.port());
        parameters.put(TransportConstants.PROTOCOLS_PROP_NAME, "MQTT");
        parameters.put(TransportConstants.USE_EPOLL_PROP_NAME, false);
        parameters.put(TransportConstants.USE_KQUEUE_PROP_NAME, false);
        parameters.put(TransportConstants.REMOTING_THREADS_PROPNAME, NETWORK_THREADS);
        parameters.put(TransportConstants.HANDSHAKE_TIMEOUT, HANDSHAKE_SECONDS);
        parameters.put(TransportConstants.SSL_HANDSHAKE_TIMEOUT, HANDSHAKE_SECONDS);
        parameters.put(TransportConstants.CONNECTIONS_ALLOWED, (long) settings.maxConnections());
        if (settings.tls() != null) {
            parameters.putAll(KeyStores.write(settings.tls(), folder));
        }
        Map<String, Object> mqtt = Map.of(
                "maximumPacketSize",
                settings.maxMessageBytes(),
                "defaultMqttSessionExpiryInterval",
                Math.toIntExact(settings.maxSessionExpiry().toSeconds()),
                "serverKeepAlive",
                KEEP_ALIVE_SECONDS,
                "defaultMaximumInFlightPublishMessages",
                IN_FLIGHT,
                "closeMqttConnectionOnPublishAuthorizationFailure",
                true);
        return new TransportConfiguration(NettyAcceptorFactory.class.getName(), parameters, ACCEPTOR, mqtt);
    }
}
