package jacquard.fashion.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A folder with the four files of Fashion-MNIST.
 *
 * @param path the folder
 */
record IdxFolder(Path path) {
  /** The four files: their published names and the SHA-256 of their uncompressed content. */
  enum Part {
    TRAINING_IMAGES(
        "train-images-idx3-ubyte",
        IdxFormat.images(FashionMnist.TRAINING_ITEMS)
            .withSha256("c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888")),
    TRAINING_LABELS(
        "train-labels-idx1-ubyte",
        IdxFormat.labels(FashionMnist.TRAINING_ITEMS)
            .withSha256("bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9")),
    TEST_IMAGES(
        "t10k-images-idx3-ubyte",
        IdxFormat.images(FashionMnist.TEST_ITEMS)
            .withSha256("5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b")),
    TEST_LABELS(
        "t10k-labels-idx1-ubyte",
        IdxFormat.labels(FashionMnist.TEST_ITEMS)
            .withSha256("0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"));

    private final String name;
    final IdxFormat format;

    Part(String name, IdxFormat format) {
      this.name = name;
      this.format = format;
    }

    /** The name under which it is published and downloaded. */
    String published() {
      return name + ".gz";
    }

    /** The names under which it is found; some copies have a dot in place of the dash. */
    private List<String> names() {
      var dotted = name.replace("-idx", ".idx");
      return List.of(published(), name, dotted + ".gz", dotted);
    }
  }

  /** Where a part lies, if it is there. */
  Optional<Path> find(Part part) {
    return part.names().stream().map(path::resolve).filter(Files::exists).findFirst();
  }

  /** Whether a part is there and begins as it should. */
  boolean has(Part part) {
    var file = find(part);
    if (file.isEmpty()) return false;
    try {
      IdxReader.checkHeader(file.get(), part.format);
      return true;
    } catch (DataException _) {
      return false; // what is wrong does not matter: the file will be downloaded again
    }
  }

  /**
   * Checks that all four files are there and begin as they should.
   *
   * @param said how the user named the folder, for the message
   * @throws DataException if one does not
   */
  void check(String said) {
    if (!Files.isDirectory(path)) {
      throw new DataException(
          "%s (%s) is not a folder; name the one with the four files of Fashion-MNIST"
              .formatted(path, said));
    }
    for (var part : Part.values()) {
      var file = find(part);
      if (file.isEmpty()) {
        throw new DataException(
            "%s (%s) has no %s; put the four files from %s there"
                .formatted(path, said, part.published(), FashionMnist.ADDRESS));
      }
      IdxReader.checkHeader(file.get(), part.format);
    }
  }

  /**
   * Reads and verifies one file.
   *
   * @throws DataException if it is missing or not the published one
   */
  byte[] read(Part part) {
    return IdxReader.read(find(part).orElse(path.resolve(part.published())), part.format);
  }
}
