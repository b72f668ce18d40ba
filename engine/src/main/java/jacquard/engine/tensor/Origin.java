package jacquard.engine.tensor;

/** Where a tensor came from: autograd's node. Leaves have none. */
public interface Origin {}
