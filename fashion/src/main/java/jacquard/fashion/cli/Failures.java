package jacquard.fashion.cli;

import jacquard.engine.io.ModelFileException;
import jacquard.engine.train.DivergedException;
import jacquard.fashion.data.DataException;
import jacquard.optimize.tune.StorageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the user is told when something goes wrong: one sentence, and an exit code. */
public final class Failures {
  /** What was asked for cannot be done: bad data, a bad file, impossible hyper-parameters. */
  static final int USER = 1;

  /** A defect of this program: the only case that shows a stack trace. */
  static final int DEFECT = 70;

  /** What a shell gives a program that Ctrl-C ended. */
  static final int INTERRUPTED = 130;

  private Failures() {}

  /** Handles what a command threw. */
  public static int execution(Exception thrown, CommandLine command, ParseResult parsed) {
    var cause = unwrap(thrown);
    var sentence = sentence(cause);
    if (sentence == null) {
      command.getErr().println("jacquard: a defect of this program; please report what follows.");
      cause.printStackTrace(command.getErr());
      command.getErr().flush();
      return DEFECT;
    }
    say(command.getErr(), sentence);
    return USER;
  }

  /** Handles a command line that cannot be understood. */
  public static int usage(ParameterException thrown, String[] args) {
    var command = thrown.getCommandLine();
    var err = command.getErr();
    say(err, thrown.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(thrown, err)) {
      err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    }
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static void say(PrintWriter err, String sentence) {
    err.println("jacquard: " + sentence.strip().replaceAll("\\s*\\R\\s*", " "));
    err.flush();
  }

  /** What lies beneath wrappers that say nothing themselves. */
  private static Throwable unwrap(Throwable thrown) {
    return switch (thrown) {
      case CommandLine.ExecutionException e when e.getCause() != null -> unwrap(e.getCause());
      case ExceptionInInitializerError e when e.getCause() != null -> unwrap(e.getCause());
      case CompletionException e when e.getCause() != null -> unwrap(e.getCause());
      case UncheckedIOException e -> unwrap(e.getCause());
      default -> thrown;
    };
  }

  /** One sentence, or null for a defect of this program. */
  private static String sentence(Throwable cause) {
    return switch (cause) {
      case OutOfMemoryError _ -> outOfMemory();
      case NoSuchFileException e -> e.getFile() + " does not exist.";
      case AccessDeniedException e -> "no permission for " + e.getFile() + ".";
      case FileSystemException e -> e.getFile() + ": " + reason(e);
      case IOException e -> e.getMessage();
      case DataException e -> e.getMessage();
      case ModelFileException e -> e.getMessage();
      case DivergedException e -> e.getMessage();
      case StorageException e -> e.getMessage();
      case IllegalArgumentException e -> e.getMessage();
      // Thrown where the kernels are chosen, while a class is initialised.
      case IllegalStateException e when fromKernelChoice(e) -> e.getMessage();
      default -> null;
    };
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
  }

  private static boolean fromKernelChoice(IllegalStateException e) {
    return e.getMessage() != null && e.getMessage().startsWith("-Djacquard.kernels");
  }

  private static String outOfMemory() {
    return ("Java's memory of %d MB does not suffice; give it more, for instance with"
            + " JACQUARD_JAVA_OPTS=-Xmx8g, or take a smaller --batch-size.")
        .formatted(Runtime.getRuntime().maxMemory() >> 20);
  }
}
