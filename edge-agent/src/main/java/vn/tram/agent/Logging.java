package vn.tram.agent;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Sets logging up in code: an XML parser would be a tenth of the memory that an agent may use. */
final class Logging {

    private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %logger{0}: %msg%n%ex{short}";

    private Logging() {}

    /** @param file where to log to, in bounded room; null for standard error */
    static void start(AgentConfig.@Nullable Log file) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        context.getLogger("org.eclipse").setLevel(Level.WARN);
        OutputStreamAppender<ILoggingEvent> appender = file == null ? standardError() : rolling(context, file);
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        root.addAppender(appender);
    }

    private static OutputStreamAppender<ILoggingEvent> standardError() {
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        return appender;
    }

    private static OutputStreamAppender<ILoggingEvent> rolling(LoggerContext context, AgentConfig.Log file) {
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setContext(context);
        appender.setFile(file.file().toString());
        FixedWindowRollingPolicy one = new FixedWindowRollingPolicy();
        one.setContext(context);
        one.setParent(appender);
        one.setFileNamePattern(file.file() + ".%i");
        one.setMinIndex(1);
        one.setMaxIndex(1);
        one.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> bySize = new SizeBasedTriggeringPolicy<>();
        bySize.setContext(context);
        bySize.setMaxFileSize(new FileSize(file.bytes()));
        bySize.start();
        appender.setRollingPolicy(one);
        appender.setTriggeringPolicy(bySize);
        return appender;
    }
}
