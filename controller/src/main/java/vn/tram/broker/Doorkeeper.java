package vn.tram.broker;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttProperties.IntegerProperty;
import io.netty.handler.codec.mqtt.MqttProperties.MqttPropertyType;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttReasonCodes;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTInterceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyServerConnection;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerConnectionPlugin;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.wire.MqttOptions;
import vn.tram.wire.Topics;

/**
 * Stands before the broker's own MQTT code: refuses sessions under somebody else's name, last wills on somebody else's
 * topic and packets that are too large, and shortens what clients may ask for. Called on the connections' event loops.
 */
final class Doorkeeper implements MQTTInterceptor, ActiveMQServerConnectionPlugin {

    private static final Logger log = LoggerFactory.getLogger(Doorkeeper.class);
    private static final int MQTT_5 = 5;
    private static final byte DISCONNECT_WITH_WILL = 0x04;

    private final BrokerSettings settings;
    private final TopicPermissions permissions;
    private final BrokerCounters counters;

    Doorkeeper(BrokerSettings settings, TopicPermissions permissions, BrokerCounters counters) {
        this.settings = settings;
        this.permissions = permissions;
        this.counters = counters;
    }

    /** Runs before the first packet is decoded, so that no client can make the broker hold a larger one. */
    @Override
    public void afterCreateConnection(RemotingConnection connection) {
        counters.connections.incrementAndGet();
        counters.accepted.increment();
        ChannelPipeline pipeline = channel(connection).pipeline();
        String decoder = pipeline.context(MqttDecoder.class).name();
        pipeline.replace(decoder, decoder, new MqttDecoder(settings.maxMessageBytes()));
        pipeline.addAfter(decoder, "size", new SizeCheck(connection));
    }

    @Override
    public void afterDestroyConnection(RemotingConnection connection) {
        counters.connections.decrementAndGet();
    }

    /** @return false for a packet that the broker must not take: it then treats the line as broken */
    @Override
    public boolean intercept(MqttMessage packet, RemotingConnection connection) {
        if (packet instanceof MqttConnectMessage connect) {
            return admit(connect, connection);
        }
        return !asksForWill(packet);
    }

    /** A DISCONNECT that asks for the last will (MQTT 5, section 3.14.2.1): Artemis takes it for an ordinary one. */
    private static boolean asksForWill(MqttMessage packet) {
        return packet.fixedHeader().messageType() == MqttMessageType.DISCONNECT
                && packet.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header
                && header.reasonCode() == DISCONNECT_WITH_WILL;
    }

    private boolean admit(MqttConnectMessage connect, RemotingConnection connection) {
        String clientId = connect.payload().clientIdentifier();
        Peer peer = permissions.peer(connection, clientId);
        String problem = peer == null
                ? "certificate: must name an endpoint, or the controller, of this province"
                : problem(peer, connect);
        if (problem != null) {
            counters.refusedIdentity.increment();
            log.info("refused {} as \"{}\": {}", connection.getRemoteAddress(), clientId, problem);
            refuse(connect, channel(connection));
            return false;
        }
        shortenSession(connect.variableHeader().properties());
        if (connect.variableHeader().isWillFlag() && connect.variableHeader().version() >= MQTT_5) {
            delayWill(connect.payload().willProperties());
        }
        return true;
    }

    private @Nullable String problem(Peer peer, MqttConnectMessage connect) {
        if (!peer.owns(connect.payload().clientIdentifier())) {
            return "client id: must be the certificate's name, which is " + peer.name();
        }
        Topics topics = settings.topics();
        if (connect.variableHeader().isWillFlag()
                && !peer.isController()
                && !topics.status(peer.name()).equals(connect.payload().willTopic())) {
            return "last will: must be on " + topics.status(peer.name()) + ", was on "
                    + connect.payload().willTopic();
        }
        return null;
    }

    private void shortenSession(MqttProperties properties) {
        int most = Math.toIntExact(settings.maxSessionExpiry().toSeconds());
        int id = MqttPropertyType.SESSION_EXPIRY_INTERVAL.value();
        // An unsigned number: what is negative here is longer than 68 years there.
        if (properties.getProperty(id) instanceof IntegerProperty asked
                && Integer.compareUnsigned(asked.value(), most) > 0) {
            properties.add(new IntegerProperty(id, most));
        }
    }

    /**
     * Artemis publishes a last will without delay only when the session ends, which is an hour after the line was lost;
     * one with a delay it publishes then. And a device that is back within that second was never away.
     */
    private static void delayWill(MqttProperties properties) {
        int id = MqttPropertyType.WILL_DELAY_INTERVAL.value();
        if (!(properties.getProperty(id) instanceof IntegerProperty asked) || asked.value() == 0) {
            properties.add(new IntegerProperty(id, MqttOptions.Will.DELAY_SECONDS));
        }
    }

    private static void refuse(MqttConnectMessage connect, Channel channel) {
        boolean five = connect.variableHeader().version() >= MQTT_5;
        MqttConnAckMessage answer = MqttMessageBuilders.connAck()
                .returnCode(
                        five
                                ? MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5
                                : MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED)
                .sessionPresent(false)
                .properties(MqttProperties.NO_PROPERTIES)
                .build();
        channel.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    private static Channel channel(RemotingConnection connection) {
        return ((NettyServerConnection) connection.getTransportConnection()).getChannel();
    }

    /** Says to a client that its packet was too large before the connection goes. */
    private final class SizeCheck extends ChannelInboundHandlerAdapter {

        private final RemotingConnection connection;

        SizeCheck(RemotingConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object read) {
            if (!(read instanceof MqttMessage packet)
                    || !(packet.decoderResult().cause() instanceof TooLongFrameException)) {
                context.fireChannelRead(read);
                return;
            }
            counters.refusedSize.increment();
            log.info(
                    "refused a packet of {} ({}): must be at most {} bytes",
                    connection.getClientID(),
                    connection.getRemoteAddress(),
                    settings.maxMessageBytes());
            MqttMessage goodbye = new MqttMessage(
                    new MqttFixedHeader(MqttMessageType.DISCONNECT, false, MqttQoS.AT_MOST_ONCE, false, 0),
                    new MqttReasonCodeAndPropertiesVariableHeader(
                            MqttReasonCodes.Disconnect.PACKET_TOO_LARGE.byteValue(), MqttProperties.NO_PROPERTIES));
            context.writeAndFlush(goodbye).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
