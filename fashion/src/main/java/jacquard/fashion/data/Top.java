package jacquard.fashion.data;

/**
 * A garment for the upper body. T-shirt, pullover, coat, shirt and dress are all this one; they
 * differ only in how likely each measure and each detail is, as real ones do.
 */
final class Top {
  /** What is at the neck. */
  enum Collar {
    NONE,
    FOLDED,
    STANDING,
    HOOD
  }

  private final Dice dice;
  Fabric fabric;

  // Measures in garment units: x from the middle line, y from -1 (top) to 1 (bottom).
  double neck;
  double neckDepth;
  double shoulder;
  double shoulderY;
  double chest;
  double armpitY;
  double waist;
  double waistY;
  double hem;
  double hemY;
  double hemBow;

  /** 0 is sleeveless, 0.4 short, 1.5 long. */
  double sleeve;

  double sleeveSpread;
  double sleeveWidth;
  double cuff;

  Collar collar = Collar.NONE;

  /** How clearly details stand out, in {@code [0, 1]}. */
  double clarity;

  /** The figure of a grown-up's garment, before a class bends it. */
  Top(Dice dice, Fabric fabric) {
    this.dice = dice;
    this.fabric = fabric;
    neck = dice.near(0.24, 0.08);
    neckDepth = dice.between(0.04, 0.22);
    shoulder = dice.near(0.52, 0.08);
    shoulderY = dice.near(-0.78, 0.06);
    chest = dice.near(0.5, 0.07);
    armpitY = dice.near(-0.38, 0.08);
    waist = chest + dice.near(-0.02, 0.06);
    waistY = dice.near(0.2, 0.15);
    hem = chest + dice.near(0.01, 0.07);
    hemY = dice.near(0.93, 0.05);
    hemBow = dice.near(0.02, 0.05);
    sleeveSpread = dice.near(0.14, 0.12);
    sleeveWidth = dice.near(0.3, 0.05);
    cuff = dice.near(0.22, 0.05);
    clarity = dice.between(0.35, 1);
  }

  void shortSleeves() {
    sleeve = dice.between(0.25, 0.62);
    sleeveSpread = dice.near(0.5, 0.28);
    cuff = sleeveWidth - dice.between(0, 0.08);
  }

  void longSleeves() {
    sleeve = dice.between(1.35, 1.65);
  }

  void noSleeves() {
    sleeve = 0;
    shoulder = neck + dice.between(0.07, 0.2);
    neckDepth += dice.between(0, 0.2);
  }

  private double top() {
    return shoulderY - 0.14;
  }

  /** The garment without its details. */
  void drawBody(Canvas canvas) {
    if (collar == Collar.HOOD) {
      double peak = top() - dice.between(0.06, 0.16);
      var hood = new Outline(0, peak).curve(neck + 0.16, peak, neck + 0.1, shoulderY).mirrored();
      canvas.fill(hood, fabric.accent(0.15), 1);
    }
    if (sleeve > 0) {
      canvas.fill(sleeve(1), fabric, 1);
      canvas.fill(sleeve(-1), fabric, 1);
    }
    canvas.fill(body(), fabric, 1);
    // What one sees inside the neck: the back of the garment.
    var inside =
        new Outline(-neck, top()).to(neck, top()).curve(0, top() + 2 * neckDepth, -neck, top());
    canvas.fill(inside, fabric.accent(0.35), dice.between(0, 0.9));
    if (sleeve > 0) drawSeams(canvas);
  }

  private Outline body() {
    return new Outline(0, top() + neckDepth)
        .curve(neck * 0.8, top() + neckDepth, neck, top())
        .to(shoulder, shoulderY)
        .curve(chest - 0.06, armpitY - 0.15, chest, armpitY)
        .curve(waist, waistY, hem, hemY)
        .curve(hem * 0.5, hemY + hemBow, 0, hemY + hemBow)
        .mirrored();
  }

  private Outline sleeve(int side) {
    double dx = sleeveSpread;
    double dy = Math.sqrt(1 - dx * dx);
    double wristX = shoulder + sleeve * dx;
    double wristY = Math.min(shoulderY + 0.05 + sleeve * dy, 0.97);
    return new Outline(side * (shoulder - 0.14), shoulderY - 0.04)
        .curve(
            side * (shoulder + 0.06),
            shoulderY - 0.02,
            side * (shoulder + 0.1 * dx + 0.05),
            shoulderY + 0.1)
        .to(side * wristX, wristY)
        .to(side * (wristX - cuff * dy), wristY + cuff * dx)
        .to(side * (chest - 0.08), armpitY + sleeveWidth * 0.35)
        .to(side * (shoulder - 0.14), shoulderY + 0.1);
  }

  private void drawSeams(Canvas canvas) {
    double opacity = clarity * dice.between(0.3, 1);
    for (int side = -1; side <= 1; side += 2) {
      var seam = Outline.line(side * shoulder, shoulderY, side * chest, armpitY, 0.06);
      canvas.fill(seam, fabric.accent(0.5), opacity);
      if (sleeve < 1) continue;
      var gap = Outline.line(side * chest, armpitY, side * (waist + hem) / 2, 0.75, 0.07);
      canvas.fill(gap, fabric.accent(0.7), dice.between(0.1, 0.9));
    }
  }

  /** A collar of the kind this garment has. */
  void drawCollar(Canvas canvas) {
    double rim = top();
    switch (collar) {
      case NONE -> {
        double rib = neck * 0.9;
        var ring =
            new Outline(-rib, rim)
                .curve(0, rim + 2 * neckDepth, rib, rim)
                .to(rib + 0.05, rim + 0.04)
                .curve(0, rim + 2 * neckDepth + 0.14, -rib - 0.05, rim + 0.04);
        canvas.fill(ring, fabric.accent(0.4), clarity * dice.between(0, 0.8));
      }
      case FOLDED -> {
        double drop = dice.between(0.12, 0.3);
        for (int side = -1; side <= 1; side += 2) {
          var flap =
              new Outline(side * neck * 0.9, rim - 0.05)
                  .to(side * (neck + 0.08), rim + 0.06)
                  .to(side * neck * 0.5, rim + neckDepth + drop)
                  .to(0, rim + neckDepth);
          canvas.fill(flap, fabric.accent(0.4 * dice.between(-1, 1)), clarity);
          canvas.fill(
              Outline.line(
                  side * (neck + 0.08),
                  rim + 0.06,
                  side * neck * 0.5,
                  rim + neckDepth + drop,
                  0.05),
              fabric.accent(0.55),
              clarity);
        }
      }
      case STANDING -> {
        double height = dice.between(0.06, 0.14);
        canvas.fill(Outline.box(-neck, rim - height, neck, rim + 0.06), fabric, 1);
        canvas.fill(Outline.box(-neck, rim, neck, rim + 0.06), fabric.accent(0.5), clarity * 0.8);
      }
      case HOOD ->
          canvas.fill(
              Outline.arch(-neck - 0.06, neck + 0.06, rim + 0.12, -0.1, 0.07),
              fabric.accent(0.5),
              clarity);
    }
  }

  /** A line down the front from the neck to {@code bottom}, with or without buttons. */
  void drawFront(Canvas canvas, double bottom, double width, boolean buttons) {
    double x = dice.near(0, 0.05);
    double from = top() + neckDepth;
    double opacity = clarity * dice.between(0.7, 1);
    canvas.fill(
        Outline.box(x - width / 2, from, x + width / 2, bottom), fabric.accent(0.6), opacity);
    if (!buttons) return;
    double step = dice.between(0.2, 0.34);
    double knob = dice.between(0.035, 0.06);
    double level = fabric.accent(0.9);
    for (double y = from + 0.1; y < bottom - 0.05; y += step) {
      canvas.fill(Outline.box(x - knob, y - knob, x + knob, y + knob), level, clarity);
    }
  }

  /** A band of another shade along the hem and the cuffs. */
  void drawRibs(Canvas canvas) {
    double height = dice.between(0.07, 0.14);
    double opacity = clarity * dice.between(0.2, 1);
    var band = Outline.box(-hem, hemY - height, hem, hemY);
    canvas.fill(band, fabric.accent(0.35), opacity);
  }

  /** Something printed on the chest. */
  void drawPrint(Canvas canvas) {
    double level = fabric.accent(dice.between(0.3, 1));
    double y = dice.near(-0.2, 0.2);
    double half = dice.between(0.12, 0.36);
    double height = dice.between(0.05, 0.4);
    switch (dice.pick(4)) {
      case 0 -> canvas.fill(Outline.box(-half, y - height / 2, half, y + height / 2), level, 0.9);
      case 1 -> { // a round badge
        var badge =
            new Outline(0, y - half)
                .curve(half, y - half, half, y)
                .curve(half, y + half, 0, y + half)
                .mirrored();
        canvas.fill(badge, level, 0.9);
        canvas.fill(Outline.box(-half / 2, y - 0.05, half / 2, y + 0.05), fabric.level(), 0.9);
      }
      case 2 -> { // a few words
        for (int line = 0; line < 3; line++) {
          double width = half * dice.between(0.4, 1);
          canvas.fill(
              Outline.box(-width, y + 0.17 * line, width, y + 0.17 * line + 0.09), level, 0.8);
        }
      }
      default -> { // a band around the chest
        canvas.fill(Outline.box(-chest, y, chest, y + height), level, 0.9);
      }
    }
  }

  /** Two pockets, level with the hips or on the chest. */
  void drawPockets(Canvas canvas, double y) {
    double inner = dice.between(0.1, 0.2);
    double outer = inner + dice.between(0.12, 0.22);
    double slant = dice.near(0, 0.1);
    for (int side = -1; side <= 1; side += 2) {
      var pocket = Outline.line(side * inner, y + slant, side * outer, y - slant, 0.06);
      canvas.fill(pocket, fabric.accent(0.6), clarity);
    }
  }
}
