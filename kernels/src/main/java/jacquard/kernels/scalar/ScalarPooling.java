package jacquard.kernels.scalar;

import jacquard.kernels.PoolShape;
import jacquard.kernels.Pooling;
import jacquard.kernels.Workspace;
import java.util.Arrays;

/** Pooling, one window of one channel at a time. */
final class ScalarPooling implements Pooling {
  @Override
  public void maxForward(PoolShape s, float[] x, float[] y, byte[] argmax, Workspace workspace) {
    if (argmax != null) Pooling.requireByteArgmax(s);
    int out = 0; // [n, outH, outW, c]
    for (int image = 0; image < s.n(); image++) {
      for (int oh = 0; oh < s.outH(); oh++) {
        for (int ow = 0; ow < s.outW(); ow++) {
          for (int channel = 0; channel < s.c(); channel++, out++) {
            int winner = winner(s, x, image, oh, ow, channel);
            int row = s.top(oh) + winner / s.kw();
            int column = s.left(ow) + winner % s.kw();
            y[out] = x[index(s, image, row, column, channel)];
            if (argmax != null) argmax[out] = (byte) winner;
          }
        }
      }
    }
  }

  @Override
  public void maxForward(PoolShape s, byte[] x, byte[] y, Workspace workspace) {
    int out = 0; // [n, outH, outW, c]
    for (int image = 0; image < s.n(); image++) {
      for (int oh = 0; oh < s.outH(); oh++) {
        for (int ow = 0; ow < s.outW(); ow++) {
          for (int channel = 0; channel < s.c(); channel++) {
            y[out++] = largest(s, x, image, oh, ow, channel);
          }
        }
      }
    }
  }

  private static byte largest(PoolShape s, byte[] x, int image, int oh, int ow, int channel) {
    byte largest = Byte.MIN_VALUE;
    for (int row = s.rowFrom(oh); row < s.rowTo(oh); row++) {
      for (int column = s.columnFrom(ow); column < s.columnTo(ow); column++) {
        largest = (byte) Math.max(largest, x[index(s, image, row, column, channel)]);
      }
    }
    return largest;
  }

  private static int winner(PoolShape s, float[] x, int image, int oh, int ow, int channel) {
    int winner = -1;
    float best = 0;
    for (int row = s.rowFrom(oh); row < s.rowTo(oh); row++) {
      for (int column = s.columnFrom(ow); column < s.columnTo(ow); column++) {
        float value = x[index(s, image, row, column, channel)];
        if (winner < 0 || value > best || (Float.isNaN(value) && !Float.isNaN(best))) {
          best = value;
          winner = (row - s.top(oh)) * s.kw() + column - s.left(ow);
        }
      }
    }
    return winner;
  }

  @Override
  public void maxBackward(PoolShape s, float[] dy, byte[] argmax, float[] dx, Workspace workspace) {
    Pooling.requireByteArgmax(s);
    Arrays.fill(dx, 0, s.n() * s.h() * s.w() * s.c(), 0f);
    int out = 0; // [n, outH, outW, c]
    for (int image = 0; image < s.n(); image++) {
      for (int oh = 0; oh < s.outH(); oh++) {
        for (int ow = 0; ow < s.outW(); ow++) {
          for (int channel = 0; channel < s.c(); channel++, out++) {
            int winner = argmax[out] & 0xFF;
            int row = s.top(oh) + winner / s.kw();
            int column = s.left(ow) + winner % s.kw();
            dx[index(s, image, row, column, channel)] += dy[out];
          }
        }
      }
    }
  }

  @Override
  public void averageForward(
      PoolShape s, boolean countPadding, float[] x, float[] y, Workspace workspace) {
    int out = 0; // [n, outH, outW, c]
    for (int image = 0; image < s.n(); image++) {
      for (int oh = 0; oh < s.outH(); oh++) {
        for (int ow = 0; ow < s.outW(); ow++) {
          float scale = 1f / s.divisor(oh, ow, countPadding);
          for (int channel = 0; channel < s.c(); channel++) {
            y[out++] = sum(s, x, image, oh, ow, channel) * scale;
          }
        }
      }
    }
  }

  private static float sum(PoolShape s, float[] x, int image, int oh, int ow, int channel) {
    float sum = 0;
    for (int row = s.rowFrom(oh); row < s.rowTo(oh); row++) {
      for (int column = s.columnFrom(ow); column < s.columnTo(ow); column++) {
        sum += x[index(s, image, row, column, channel)];
      }
    }
    return sum;
  }

  @Override
  public void averageBackward(
      PoolShape s, boolean countPadding, float[] dy, float[] dx, Workspace workspace) {
    Arrays.fill(dx, 0, s.n() * s.h() * s.w() * s.c(), 0f);
    int out = 0; // [n, outH, outW, c]
    for (int image = 0; image < s.n(); image++) {
      for (int oh = 0; oh < s.outH(); oh++) {
        for (int ow = 0; ow < s.outW(); ow++) {
          float scale = 1f / s.divisor(oh, ow, countPadding);
          for (int channel = 0; channel < s.c(); channel++) {
            spread(s, dx, image, oh, ow, channel, dy[out++] * scale);
          }
        }
      }
    }
  }

  private static void spread(
      PoolShape s, float[] dx, int image, int oh, int ow, int channel, float share) {
    for (int row = s.rowFrom(oh); row < s.rowTo(oh); row++) {
      for (int column = s.columnFrom(ow); column < s.columnTo(ow); column++) {
        dx[index(s, image, row, column, channel)] += share;
      }
    }
  }

  private static int index(PoolShape s, int image, int row, int column, int channel) {
    return ((image * s.h() + row) * s.w() + column) * s.c() + channel;
  }
}
