package jacquard.kernels;

import java.util.LinkedHashMap;
import java.util.Map;

/** A case for every method of every family, by {@code Family.method/parameters}. */
final class KernelCases {
  static final Map<String, KernelCase> ALL = new LinkedHashMap<>();

  static {
    ALL.putAll(ContractionCases.ALL);
    ALL.putAll(PointwiseCases.ALL);
    ALL.putAll(RowCases.ALL);
    ALL.putAll(MemoryCases.ALL);
    ALL.putAll(Int8Cases.ALL);
    ALL.putAll(SparseCases.ALL);
  }

  private KernelCases() {}
}
