package vn.tram.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tram.stamp.ProbeStatistics.Answer;

/**
 * Opens a TCP connection and closes it, for peers that answer nothing else. A peer that refuses the connection has
 * answered: the link works.
 */
final class TcpProbe extends SocketProbe {

    private static final Logger log = LoggerFactory.getLogger(TcpProbe.class);

    private final Map<SocketChannel, Attempt> open = new LinkedHashMap<>();
    private final int dscp;

    private record Attempt(long sequence, long sent) {}

    /** @param dscp of the connections' packets */
    TcpProbe(String name, Duration interval, int dscp) {
        super(name, "tcp", interval, false);
        this.dscp = dscp;
    }

    @Override
    int dscp() {
        return dscp;
    }

    @Override
    void send(Selector selector, long now) {
        InetSocketAddress to = address();
        if (to == null) {
            return;
        }
        Attempt attempt = new Attempt(sequence++, now);
        pace.sent(now);
        statistics.sent(attempt.sequence, 0, now);
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.IP_TOS, dscp << 2);
            channel.configureBlocking(false);
            if (channel.connect(to)) {
                answered(attempt);
                channel.close();
            } else {
                channel.register(selector, SelectionKey.OP_CONNECT, this);
                open.put(channel, attempt);
            }
        } catch (ConnectException e) {
            answeredUnlessUnreachable(attempt, e);
            Closing.quietly(channel);
        } catch (IOException e) {
            Closing.quietly(channel);
        }
    }

    @Override
    void receive(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        Attempt attempt = open.remove(channel);
        try {
            if (attempt != null && channel.finishConnect()) {
                answered(attempt);
            }
        } catch (ConnectException e) {
            if (attempt != null) {
                answeredUnlessUnreachable(attempt, e);
            }
        } catch (IOException e) {
            log.trace("no way to the peer is no answer", e);
        }
        Closing.quietly(channel);
    }

    /** The refusal is the peer's; that there is no way to it is not. */
    private void answeredUnlessUnreachable(Attempt attempt, ConnectException refusal) {
        if (String.valueOf(refusal.getMessage()).contains("refused")) {
            answered(attempt);
        }
    }

    private void answered(Attempt attempt) {
        long now = System.nanoTime();
        if (statistics.answered(attempt.sequence, now - attempt.sent) == Answer.COUNTED) {
            pace.answered(now, now - attempt.sent);
            observer.answered(attempt.sequence, now - attempt.sent);
        }
    }

    @Override
    void turn(long now) {
        open.entrySet().removeIf(entry -> {
            boolean isOver = now - entry.getValue().sent > TIMEOUT.toNanos();
            if (isOver) {
                Closing.quietly(entry.getKey());
            }
            return isOver;
        });
    }

    @Override
    public void close() {
        open.keySet().forEach(Closing::quietly);
        open.clear();
    }
}
