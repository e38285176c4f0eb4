package vn.tram.web.http;

import io.undertow.io.Receiver;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.BinaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/** Takes each exchange from the I/O thread, where its body is read, to a worker thread, where it is answered. */
final class Exchanges {

    private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);
    private static final AttachmentKey<Long> STARTED = AttachmentKey.create(Long.class);
    private static final int WORTH_COMPRESSING = 2000;
    private static final int SECONDS_FOR_BODY = 15;
    private static final byte[] NO_BODY = new byte[0];

    private final Gate gate;
    private final BinaryOperator<String> messages;
    private final HttpCounters counters;

    Exchanges(Gate gate, BinaryOperator<String> messages, HttpCounters counters) {
        this.gate = gate;
        this.messages = messages;
        this.counters = counters;
    }

    /** Called on an I/O thread. */
    HttpHandler withGate(HttpHandler next) {
        return exchange -> {
            exchange.putAttachment(STARTED, System.nanoTime());
            Gate.addHeaders(exchange);
            try {
                gate.check(exchange);
            } catch (Refused refused) {
                send(exchange, "(gate)", refuse(exchange, refused));
                return;
            }
            next.handleRequest(exchange);
        };
    }

    /** @param template names the route in the counters */
    HttpHandler handler(String template, Handler handler) {
        return exchange -> {
            if (exchange.getRequestContentLength() > HttpServer.MAX_BODY) {
                exchange.setPersistent(false);
                send(exchange, template, refuse(exchange, tooLarge()));
            } else if (exchange.isRequestComplete()) {
                exchange.dispatch(() -> answer(exchange, template, handler, NO_BODY));
            } else {
                receive(exchange, template, handler);
            }
        };
    }

    private void receive(HttpServerExchange exchange, String template, Handler handler) {
        Receiver receiver = exchange.getRequestReceiver();
        receiver.setMaxBufferSize(HttpServer.MAX_BODY);
        XnioExecutor.Key late = exchange.getIoThread()
                .executeAfter(() -> IoUtils.safeClose(exchange.getConnection()), SECONDS_FOR_BODY, TimeUnit.SECONDS);
        receiver.receiveFullBytes(
                (ex, body) -> {
                    late.remove();
                    ex.dispatch(() -> answer(ex, template, handler, body));
                },
                (ex, problem) -> {
                    late.remove();
                    ex.setPersistent(false);
                    send(ex, template, refuse(ex, tooLarge()));
                });
    }

    private static Refused tooLarge() {
        return Refused.because(Refusal.TOO_LARGE, "body", "must have at most " + HttpServer.MAX_BODY + " bytes", "");
    }

    private void answer(HttpServerExchange exchange, String template, Handler handler, byte[] body) {
        Answer answer;
        try {
            answer = handler.answer(new Request(exchange, body));
        } catch (Refused refused) {
            answer = refuse(exchange, refused);
        } catch (RuntimeException e) {
            LOG.error("{} {} failed", exchange.getRequestMethod(), template, e);
            answer = refuse(exchange, Refused.because(Refusal.FAILED, "the controller's log says why"));
        }
        send(exchange, template, answer);
    }

    private Answer refuse(HttpServerExchange exchange, Refused refused) {
        counters.refused(refused.refusal());
        return ProblemDocument.answer(refused, new Request(exchange, NO_BODY).language(), messages);
    }

    private void send(HttpServerExchange exchange, String template, Answer answer) {
        HttpHandler takeOver = answer.takeOver();
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        if (takeOver != null) {
            count(exchange, template, 200);
            takeOver(exchange, takeOver);
            return;
        }
        byte[] body = prepare(exchange, answer);
        count(exchange, template, exchange.getStatusCode());
        boolean headOnly = exchange.getRequestMethod().equals(Methods.HEAD);
        if (headOnly) {
            exchange.setResponseContentLength(body.length);
        }
        if (body.length == 0 || headOnly) {
            exchange.endExchange();
        } else {
            exchange.getResponseSender().send(ByteBuffer.wrap(body));
        }
    }

    private static void takeOver(HttpServerExchange exchange, HttpHandler handler) {
        try {
            handler.handleRequest(exchange);
        } catch (Exception e) {
            LOG.warn("a stream to {} could not begin", HttpServer.client(exchange), e);
            exchange.endExchange();
        }
    }

    private void count(HttpServerExchange exchange, String template, int status) {
        Long started = exchange.getAttachment(STARTED);
        long nanos = started == null ? 0 : System.nanoTime() - started;
        String method = exchange.getRequestMethod().toString();
        boolean usual = method.matches("GET|HEAD|POST|DELETE");
        counters.answered(usual ? method : "OTHER", template, status, nanos);
    }

    /** Sets status and headers; gives the bytes to send. */
    private static byte[] prepare(HttpServerExchange exchange, Answer answer) {
        HeaderMap headers = exchange.getResponseHeaders();
        exchange.setStatusCode(answer.status());
        String contentType = answer.contentType();
        if (contentType != null) {
            headers.put(Headers.CONTENT_TYPE, contentType);
        }
        Resource resource = answer.resource();
        if (resource == null) {
            headers.put(Headers.CACHE_CONTROL, "no-store");
            headers.put(Headers.VARY, "Accept-Encoding");
            boolean compress = answer.body().length >= WORTH_COMPRESSING && takesGzip(exchange);
            return compress ? compressed(headers, Resource.gzip(answer.body())) : answer.body();
        }
        headers.put(Headers.CACHE_CONTROL, "no-cache");
        headers.put(Headers.ETAG, resource.etag());
        headers.put(Headers.VARY, "Accept-Encoding");
        String known = exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH);
        if (known != null && known.contains(resource.etag())) {
            exchange.setStatusCode(StatusCodes.NOT_MODIFIED);
            return NO_BODY;
        }
        byte[] gzip = resource.gzip();
        return gzip != null && takesGzip(exchange) ? compressed(headers, gzip) : resource.bytes();
    }

    private static boolean takesGzip(HttpServerExchange exchange) {
        String accepted = exchange.getRequestHeaders().getFirst(Headers.ACCEPT_ENCODING);
        return accepted != null && accepted.contains("gzip") && !accepted.contains("gzip;q=0");
    }

    private static byte[] compressed(HeaderMap headers, byte[] gzip) {
        headers.put(Headers.CONTENT_ENCODING, "gzip");
        return gzip;
    }
}
