package vn.tram.simulator.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import vn.tram.controller.ControllerConfig;
import vn.tram.profiles.file.BadFileException;

/** The settings file of the controller that a command is about. */
final class ControllerSettings {

    private ControllerSettings() {}

    /** @throws CommandProblem when there is no such file, or it is wrong */
    static ControllerConfig read(Path file) {
        try {
            return ControllerConfig.read(file);
        } catch (BadFileException e) {
            throw new CommandProblem(CommandProblem.USAGE, String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            throw new CommandProblem(CommandProblem.USAGE, "settings " + file + ": there is no " + e.getFile());
        } catch (IOException e) {
            throw new CommandProblem(CommandProblem.USAGE, "settings " + file + ": " + e.getMessage());
        }
    }
}
