package jacquard.fashion.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a file to write, checked before hours of work are put into its content. */
final class OutputFile implements ITypeConverter<Path> {
  @Override
  public Path convert(String name) {
    try {
      return check(Path.of(name));
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + name + "' is not the name of a file.");
    }
  }

  private static Path check(Path file) {
    var folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new TypeConversionException(file + " is a folder; name a file in it.");
    }
    if (!Files.isDirectory(folder)) {
      throw new TypeConversionException("the folder " + folder + " does not exist; create it.");
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new TypeConversionException("there is no permission to write " + file + ".");
    }
    return file;
  }
}
