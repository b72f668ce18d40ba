package jacquard.fashion.cli;

import jacquard.fashion.data.DataException;
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
    } catch (DataException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  /**
   * The same file, which can be written as far as one can tell.
   *
   * @throws DataException if it cannot
   */
  static Path check(Path file) {
    var folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new DataException(file + " is a folder; name a file in it.");
    }
    if (!Files.isDirectory(folder)) {
      throw new DataException("the folder " + folder + " does not exist; create it.");
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new DataException("there is no permission to write " + file + ".");
    }
    return file;
  }
}
