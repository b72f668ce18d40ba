package jacquard.engine.train;

import jacquard.engine.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Everything from which a stopped training goes on to the same bits as one that never stopped. The
 * random streams need no entry: they follow from the seed, the epoch, the sample and the step.
 *
 * @param config the configuration, with the seed
 * @param samples the size of the training set; 0 before the training began
 * @param progress where the training stands
 * @param history the complete epochs
 * @param tensors copies, under {@code "model."}, {@code "optimizer."}, {@code "average."} and
 *     {@code "best."}
 */
public record TrainingState(
    TrainingConfig config,
    int samples,
    Progress progress,
    List<EpochMetrics> history,
    SequencedMap<String, Tensor> tensors) {
  /** Takes a copy of the collections, not of the tensors. */
  public TrainingState {
    history = List.copyOf(history);
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
  }
}
