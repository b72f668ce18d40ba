package jacquard.engine.io;

import jacquard.engine.tensor.DType;
import jacquard.engine.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Moves the elements of tensors to and from files: row-major, little-endian, without gaps. */
final class Elements {
  private static final int CHUNK = 1 << 16; // a multiple of every element's size

  private final FileChannel channel;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
  private final MemorySegment bytes = MemorySegment.ofBuffer(chunk);

  Elements(FileChannel channel) {
    this.channel = channel;
  }

  /** Appends a tensor. */
  void write(Tensor tensor) throws IOException {
    int width = tensor.dtype().bytes();
    for (int from = 0; from < tensor.size(); from += CHUNK / width) {
      int count = Math.min(tensor.size() - from, CHUNK / width);
      MemorySegment.copy(tensor.array(), from, bytes, layout(tensor.dtype()), 0, count);
      writeFully(channel, chunk.clear().limit(count * width));
    }
  }

  /** Fills a tensor with what stands at a position of the file. */
  void read(long position, Tensor tensor) throws IOException {
    int width = tensor.dtype().bytes();
    for (int from = 0; from < tensor.size(); from += CHUNK / width) {
      int count = Math.min(tensor.size() - from, CHUNK / width);
      readFully(channel, position + (long) from * width, chunk.clear().limit(count * width));
      MemorySegment.copy(bytes, layout(tensor.dtype()), 0, tensor.array(), from, count);
    }
  }

  static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) channel.write(buffer);
  }

  static void readFully(FileChannel channel, long position, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, position + buffer.position());
      if (read < 0) throw new EOFException("it became shorter while it was read");
    }
  }

  private static ValueLayout layout(DType dtype) {
    var layout =
        switch (dtype) {
          case FLOAT32 -> ValueLayout.JAVA_FLOAT_UNALIGNED;
          case INT8, UINT8, BOOL -> ValueLayout.JAVA_BYTE;
          case INT32 -> ValueLayout.JAVA_INT_UNALIGNED;
          case INT64 -> ValueLayout.JAVA_LONG_UNALIGNED;
        };
    return layout.withOrder(ByteOrder.LITTLE_ENDIAN);
  }
}
