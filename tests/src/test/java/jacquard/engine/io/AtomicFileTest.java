package jacquard.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void writesAndReplacesAFileInFoldersThatItMakes() throws IOException {
    var file = folder.resolve("new/folder/file");
    AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3})));
    AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(new byte[] {4})));
    assertThat(file).hasBinaryContent(new byte[] {4});
    assertThat(file.getParent()).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void aFailureLeavesTheOldFileAndNothingElse() throws IOException {
    var file = Files.write(folder.resolve("file"), new byte[] {1, 2, 3});
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                channel -> {
                  channel.write(ByteBuffer.allocate(100_000));
                  throw new IOException("No space left on device");
                }))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            file
                + ": could not be written (No space left on device); a file that was there before"
                + " is as it was: free some space or choose another folder");
    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void anErrorOfTheWriterLeavesNothingEither() {
    assertThatThrownBy(() ->
            AtomicFile.write(
                folder.resolve("file"),
                _ -> {
                  throw new IllegalStateException("not the disk");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesAFolderThatCannotBeMade() throws IOException {
    Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("file/model"), _ -> {}))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("could not be written");
  }
}
