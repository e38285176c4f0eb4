package vn.tram.simulator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.tram.access.PortalOption;
import vn.tram.bundle.PolicyFile;
import vn.tram.document.PortalPolicy;
import vn.tram.portal.ApiCertificate;
import vn.tram.profiles.file.BadFileException;

/** {@code tram portal dhcp|lint}: what a hotspot's network and policy need for its captive portal. */
@Command(
        name = "portal",
        mixinStandardHelpOptions = true,
        description = "Writes what a hotspot's DHCP server says of its captive portal, and checks a portal's policy.",
        subcommands = {PortalCommand.Dhcp.class, PortalCommand.Lint.class})
public final class PortalCommand {

    private static final int DONE = 0;

    /** {@code tram portal dhcp}. */
    @Command(
            name = "dhcp",
            mixinStandardHelpOptions = true,
            description = {
                "Prints ready configuration of dnsmasq or odhcpd (RFC 8910): where the portal's API is.",
                "Nothing is printed without a certificate for the API that phones trust."
            })
    static final class Dhcp implements Callable<Integer> {

        private static final int HTTPS = 443;
        private static final int MAX_PORT = 65_535;

        @Option(names = "--name", paramLabel = "NAME", description = "The portal's name in the hotspot's DNS.")
        private String name = "";

        @Option(names = "--port", paramLabel = "PORT", description = "Where the API listens (443).")
        private int port = HTTPS;

        @Option(
                names = "--certificate",
                paramLabel = "FILE",
                description = "The API's certificate in PEM, with everything between it and its authority.")
        private @Nullable Path certificate;

        @Option(names = "--key", paramLabel = "FILE", description = "Its private key in PEM.")
        private @Nullable Path key;

        @Option(
                names = "--authority",
                paramLabel = "FILE",
                description = "Authorities that the phones here trust besides those that all do.")
        private @Nullable Path authority;

        @Option(
                names = "--odhcpd",
                paramLabel = "SECTION",
                description =
                        "For OpenWrt's /etc/config/dhcp, with this section such as lan; without, for dnsmasq.conf.")
        private @Nullable String section;

        @Option(names = "--off", description = "There is no portal: tells clients that nothing is in their way.")
        private boolean off;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PortalOption option = off ? PortalOption.unrestricted() : api();
            try {
                String text = section == null ? option.dnsmasq() : option.odhcpd(section);
                spec.commandLine().getOut().print(text);
                spec.commandLine().getOut().flush();
                return DONE;
            } catch (IllegalArgumentException e) {
                throw new CommandProblem(CommandProblem.USAGE, String.valueOf(e.getMessage()));
            }
        }

        private PortalOption api() {
            if (certificate == null || key == null || !PortalOption.isName(name) || port < 1 || port > MAX_PORT) {
                throw new CommandProblem(
                        CommandProblem.USAGE,
                        "portal dhcp: needs --off, or --name such as wifi.bacninh.gov.vn with --certificate and --key");
            }
            ApiCertificate checked = new ApiCertificate(
                    new ApiCertificate.Settings(name, certificate, key, authority), InstantSource.system());
            checked.look();
            if (checked.valid() == null) {
                throw new CommandProblem(
                        CommandProblem.FAILED,
                        "the API is not announced without a valid certificate: " + checked.problem());
            }
            return PortalOption.api(name, port);
        }
    }

    /** {@code tram portal lint}. */
    @Command(
            name = "lint",
            mixinStandardHelpOptions = true,
            description = "Checks a portal's policy.json, with every name of its walled garden.")
    static final class Lint implements Callable<Integer> {

        @Parameters(paramLabel = "FILE", description = "The policy, as JSON or YAML.")
        private Path file = Path.of("policy.json");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            try {
                PortalPolicy policy = PolicyFile.parse(Files.readString(file));
                spec.commandLine()
                        .getOut()
                        .println(file + ": is right, with " + policy.garden().size() + " names in the walled garden");
                return DONE;
            } catch (NoSuchFileException e) {
                throw new CommandProblem(CommandProblem.USAGE, "there is no file " + file);
            } catch (BadFileException | IOException e) {
                throw new CommandProblem(CommandProblem.USAGE, String.valueOf(e.getMessage()));
            }
        }
    }
}
