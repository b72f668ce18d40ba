package jacquard.bench;

import jacquard.bench.contender.Task;
import jacquard.bench.report.StepProfile.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Looks at a running task through Flight Recorder's eyes: the program itself is not touched. */
final class Profiler {
  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final Duration PERIOD = Duration.ofMillis(5);
  private static final String KERNELS = "jacquard.kernels.vector.Vector";
  private static final String OUTSIDE = "outside of kernels";

  private Profiler() {}

  /** How often each kernel was seen, of all samples of this thread. */
  static List<Part> profile(Task task, double seconds) throws IOException {
    var file = Files.createTempFile("jacquard-bench", ".jfr");
    try (var recording = new Recording()) {
      recording.enable(SAMPLE).withPeriod(PERIOD);
      recording.start();
      run(task, seconds);
      recording.stop();
      recording.dump(file);
      return parts(RecordingFile.readAllEvents(file));
    } finally {
      Files.delete(file);
    }
  }

  static void run(Task task, double seconds) {
    long end = System.nanoTime() + (long) (1e9 * seconds);
    while (System.nanoTime() < end) task.run();
  }

  private static List<Part> parts(List<RecordedEvent> events) {
    var counts = new HashMap<String, Integer>();
    int all = 0;
    for (var event : events) {
      var thread = event.getThread("sampledThread");
      if (thread == null || thread.getJavaThreadId() != Thread.currentThread().threadId()) continue;
      counts.merge(kernel(event.getStackTrace().getFrames()), 1, Integer::sum);
      all++;
    }
    var parts = new ArrayList<Part>();
    for (var entry : counts.entrySet()) {
      parts.add(new Part(entry.getKey(), (double) entry.getValue() / all));
    }
    parts.sort(Comparator.comparingDouble(Part::share).reversed().thenComparing(Part::name));
    return parts;
  }

  /** The outermost method of the vector tier, for example {@code Convolution.forward}. */
  private static String kernel(List<RecordedFrame> frames) {
    for (var frame : frames.reversed()) {
      var type = frame.getMethod().getType().getName();
      if (type.startsWith(KERNELS)) {
        return type.substring(KERNELS.length()) + "." + frame.getMethod().getName();
      }
    }
    return OUTSIDE;
  }
}
