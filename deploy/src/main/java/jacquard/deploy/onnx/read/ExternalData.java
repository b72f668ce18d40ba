package jacquard.deploy.onnx.read;

import static jacquard.engine.io.ModelFileException.quote;

import com.google.protobuf.ByteString;
import jacquard.deploy.onnx.proto.TensorProto;
import jacquard.engine.io.ModelFileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Bytes of tensors that stand in files beside the model. Only the model's own folder is read, and
 * what lies in it, after symbolic links are followed.
 */
final class ExternalData {
  private final Path folder;

  /** {@code folder}: the model's, or {@code null} where it came from no file. */
  ExternalData(Path folder) {
    this.folder = folder;
  }

  /** A tensor's bytes; there must be as many as its shape needs. */
  ByteString read(TensorProto tensor, long size) {
    String location = null;
    long offset = 0;
    long length = size;
    for (var entry : tensor.getExternalDataList()) {
      switch (entry.getKey()) {
        case "location" -> location = entry.getValue();
        case "offset" -> offset = number(entry.getValue());
        case "length" -> length = number(entry.getValue());
        default -> {} // a checksum, or what later versions add
      }
    }
    if (location == null || folder == null) throw wrong("no file is named");
    if (length != size) throw wrong(length + " bytes do not fill its shape");
    return read(file(location), offset, Math.toIntExact(size));
  }

  private long number(String text) {
    try {
      long number = Long.parseLong(text);
      if (number >= 0) return number;
    } catch (NumberFormatException _) {
      // said below, as for negative numbers
    }
    throw wrong("'" + quote(text) + "' is no position in a file");
  }

  private Path file(String location) {
    try {
      var home = folder.toRealPath();
      var file = home.resolve(location).toRealPath();
      if (file.startsWith(home)) return file;
      throw wrong("'" + quote(location) + "' lies outside the model's folder");
    } catch (IOException | InvalidPathException e) {
      throw wrong("there is no file '" + quote(location) + "' in the model's folder");
    }
  }

  private static ByteString read(Path file, long offset, int size) {
    try (var channel = FileChannel.open(file)) {
      if (offset > channel.size() - size) {
        throw wrong("the file '%s' is too short".formatted(quote(file.toString())));
      }
      var bytes = channel.map(FileChannel.MapMode.READ_ONLY, offset, size);
      return ByteString.copyFrom(bytes);
    } catch (IOException e) {
      throw wrong("the file '%s' cannot be read".formatted(quote(file.toString())));
    }
  }

  private static ModelFileException wrong(String why) {
    return new ModelFileException("its external data cannot be used: " + why);
  }
}
