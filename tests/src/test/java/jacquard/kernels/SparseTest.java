package jacquard.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SparseTest {
  private static final int M = 37;
  private static final int K = 300;
  private static final int N = 100;

  private final Random random = new Random(1);
  private final Workspace workspace = Workspace.inline();

  @Test
  void productsHaveTheBitsOfDenseOnes() {
    var gemm = Kernels.gemm();
    for (double density : new double[] {0, 0.1, 0.5, 1}) {
      var a = KernelCase.positives(random, M * K);
      var w = SparseCases.blocks(random, K, N, density);
      var expected = new float[M * N];
      var dense = gemm.pack(false, K, N, w, 0, N);
      gemm.gemm(M, a, 0, K, dense, expected, 0, N, false, Epilogue.NONE, workspace);
      for (int m : new int[] {1, M}) {
        var c = new float[m * N];
        Kernels.sparse().gemm(m, a, PackedBlocks.of(K, N, w), Epilogue.NONE, c, workspace);
        for (int i = 0; i < c.length; i++) assertThat(c[i]).isEqualTo(expected[i] + 0f);
      }
    }
  }

  @Test
  void blocksOfZerosAreLeftOut() {
    var w = new float[3 * 20];
    w[20 + 3] = 5; // row 1, first panel
    w[40 + 19] = 7; // row 2, second panel, which has four columns
    var blocks = PackedBlocks.of(3, 20, w);
    assertThat(blocks.starts()).containsExactly(0, 1, 2);
    assertThat(blocks.rows()).containsExactly(1, 2);
    assertThat(blocks.values()).hasSize(32).contains(5, 7);
    assertThat(blocks.values()[3]).isEqualTo(5);
    assertThat(blocks.values()[16 + 3]).isEqualTo(7);
    assertThat(blocks.density()).isEqualTo(2 / 6.0);
  }

  @Test
  void groupsAreRefused() {
    var shape = ConvShape.of(1, 4, 4, 4, 4, 3, 1, 1, 2);
    assertThatThrownBy(() -> PackedBlocks.of(shape, new float[72]))
        .hasMessageContaining("2 groups");
  }
}
