package jacquard.fashion.data;

/** Draws what is worn on the foot, the toe pointing left as in the real set. */
final class Footwear {
  private Footwear() {}

  static void sneaker(Canvas canvas, Dice dice) {
    var fabric = Fabric.any(dice, 0.04, 0.02, 0.2);
    double height = dice.chance(0.12) ? dice.between(0.55, 0.8) : dice.between(0.28, 0.5);
    double ground = 0.4;
    double ankle = ground - 0.2 - height;
    double throat = dice.between(-0.15, 0.1);
    double toe = dice.between(0.12, 0.26);
    var upper =
        new Outline(-0.96, ground)
            .curve(-1, ground - toe, -0.72, ground - toe - 0.08)
            .curve(-0.35, ground - toe - 0.12, throat, ankle + dice.between(0.02, 0.1))
            .to(throat + 0.14, ankle - 0.05)
            .curve(0.5, ankle + dice.between(0.05, 0.2), 0.88, ankle - dice.between(0, 0.08))
            .curve(0.86, ground - 0.25, 0.96, ground);
    canvas.fill(upper, fabric, 1);
    sneakerDetails(canvas, dice, fabric, throat, ankle, ground, ground - toe);
    sole(canvas, dice, ground, dice.between(0.06, 0.2), fabric);
  }

  private static void sneakerDetails(
      Canvas canvas,
      Dice dice,
      Fabric fabric,
      double throat,
      double ankle,
      double ground,
      double toeY) {
    double clarity = dice.between(0.1, 1);
    double mark = fabric.accent(dice.between(0.3, 1));
    for (int lace = 0; lace < 4; lace++) { // across the throat
      double t = lace / 4.0;
      double x = throat - 0.02 - 0.45 * t;
      double y = ankle + 0.05 + (toeY - 0.06 - ankle) * t;
      canvas.fill(Outline.line(x, y, x + 0.16, y + 0.12, 0.05), mark, clarity * 0.8);
    }
    int stripes = dice.pick(4);
    for (int stripe = 0; stripe < stripes; stripe++) {
      double x = 0.05 + 0.16 * stripe;
      canvas.fill(Outline.line(x, ankle + 0.18, x - 0.16, ground - 0.06, 0.07), mark, clarity);
    }
    if (dice.chance(0.4)) {
      canvas.fill(Outline.line(0.84, ankle, 0.9, ground, 0.16), mark, clarity * 0.8);
    }
  }

  private static void sole(Canvas canvas, Dice dice, double ground, double depth, Fabric fabric) {
    double level = dice.chance(0.6) ? dice.between(0.6, 1) : fabric.accent(0.6);
    var sole =
        new Outline(-0.98, ground - depth / 2)
            .to(0.97, ground - depth / 2)
            .curve(1, ground + depth / 2, 0.9, ground + depth / 2)
            .to(-0.85, ground + depth / 2)
            .curve(-1, ground + depth / 2, -0.98, ground - depth / 2);
    canvas.fill(sole, level, dice.between(0.5, 1));
  }

  /** What stands under a sandal or a boot: where the heel is lifted to and what fills the gap. */
  private static double heel(Canvas canvas, Dice dice, double ground, double lift, double level) {
    double heelY = ground - lift;
    double width = dice.between(0.05, 0.34);
    boolean wedge = dice.chance(0.25);
    Outline block =
        wedge
            ? new Outline(-0.5, ground)
                .curve(0.1, ground - 0.2 * lift, 0.95, heelY)
                .to(0.92, ground)
            : new Outline(0.92 - width - 0.15, heelY)
                .to(0.95, heelY)
                .to(0.9, ground)
                .to(0.9 - width, ground);
    canvas.fill(block, level, 1);
    return heelY;
  }

  static void sandal(Canvas canvas, Dice dice) {
    var fabric = Fabric.any(dice, 0.05, 0, 0.15);
    boolean high = dice.chance(0.5);
    double ground = high ? dice.between(0.8, 0.97) : dice.between(0.25, 0.5);
    double lift = high ? dice.between(0.45, 1) : dice.between(0.02, 0.25);
    double level = dice.chance(0.6) ? fabric.level() : fabric.accent(dice.between(0.2, 0.7));
    double heelY = heel(canvas, dice, ground, lift, level);
    double depth = dice.between(0.06, 0.16);
    var sole =
        new Outline(-0.97, ground - depth)
            .curve(-0.3, ground - depth - 0.02, 0, ground - depth - lift * 0.4)
            .curve(0.4, heelY - 0.04, 0.95, heelY - 0.03)
            .to(0.95, heelY + depth)
            .curve(0.4, heelY + depth, 0, ground - lift * 0.35 + 0.02)
            .curve(-0.3, ground, -0.93, ground);
    canvas.fill(sole, level, 1);
    straps(canvas, dice, fabric, ground - depth, heelY, lift);
  }

  private static void straps(
      Canvas canvas, Dice dice, Fabric fabric, double toeY, double heelY, double lift) {
    double width = dice.between(0.08, 0.3);
    int front = 1 + dice.pick(4);
    double step = dice.between(0.16, 0.26);
    for (int strap = 0; strap < front; strap++) {
      double x = -0.85 + step * strap;
      double y = toeY - 0.08 * strap * lift;
      double rise = dice.between(0.14, 0.28) + 0.05 * strap;
      canvas.fill(Outline.arch(x, x + dice.between(0.35, 0.5), y, rise, width), fabric, 1);
    }
    if (dice.chance(0.75)) { // around the ankle, held at the heel
      double y = heelY - dice.between(0.2, 0.4 + 0.4 * lift);
      double instep = dice.between(0.2, 0.45);
      canvas.fill(
          new Outline(0.78, heelY)
              .curve(0.9, y + 0.1, 0.82, y)
              .to(0.94, y)
              .curve(1, heelY - 0.1, 0.95, heelY),
          fabric,
          1);
      canvas.fill(Outline.arch(instep, 0.93, y + 0.04, 0.12, width * 0.8), fabric, 1);
      canvas.fill(Outline.arch(instep, 0.93, y + 0.04, -0.08, width * 0.8), fabric, 1);
    }
    if (dice.chance(0.45)) { // over the instep
      double x = dice.between(-0.2, 0.2);
      canvas.fill(Outline.arch(x, x + 0.45, heelY + lift * 0.35 - 0.02, 0.22, width), fabric, 1);
    }
  }

  static void ankleBoot(Canvas canvas, Dice dice) {
    var fabric = Fabric.any(dice, 0.01, 0.01, 0.1);
    boolean low = dice.chance(0.35);
    double top = low ? dice.between(-0.6, -0.3) : dice.between(-0.97, -0.7);
    double ground = low ? dice.between(0.45, 0.6) : dice.between(0.82, 0.95);
    double lift = dice.chance(0.45) ? dice.between(0.25, 0.65) : dice.between(0.05, 0.2);
    double depth = dice.between(0.04, 0.14);
    double level = dice.chance(0.5) ? fabric.accent(dice.between(0.2, 0.8)) : fabric.level();
    double heelY = heel(canvas, dice, ground, lift, level);
    double shaft = dice.between(-0.1, 0.2);
    double ankle = shaft + dice.near(0, 0.12);
    double toe = dice.between(0.16, 0.3);
    double bend = top + (ground - toe - top) * dice.between(0.45, 0.7);
    var upper =
        new Outline(-0.95, ground)
            .curve(-1, ground - toe, -0.72, ground - toe - 0.06)
            .curve(-0.25, ground - toe - 0.16, ankle, bend)
            .to(shaft, top + dice.near(0, 0.06))
            .to(dice.near(0.85, 0.07), top)
            .curve(0.8, (top + heelY) / 2, 0.95, heelY)
            .curve(0.3, heelY, 0, ground - lift * 0.3)
            .curve(-0.2, ground, -0.6, ground);
    canvas.fill(upper, fabric, 1);
    double clarity = dice.between(0.1, 0.9);
    canvas.fill(Outline.box(-0.95, ground - depth, 0, ground), level, 0.9);
    bootDetails(canvas, dice, fabric, clarity, shaft, top, bend);
  }

  private static void bootDetails(
      Canvas canvas,
      Dice dice,
      Fabric fabric,
      double clarity,
      double shaft,
      double top,
      double bend) {
    double mark = fabric.accent(dice.between(0.3, 0.9));
    switch (dice.pick(4)) {
      case 0 -> { // laces
        for (int lace = 0; lace < 5; lace++) {
          double y = top + 0.1 + (bend - top) * lace / 5 * 1.2;
          canvas.fill(Outline.line(shaft - 0.02, y, shaft + 0.2, y + 0.06, 0.06), mark, clarity);
        }
      }
      case 1 -> // an elastic gusset, as Chelsea boots have
          canvas.fill(
              new Outline(0.3, top + 0.02).to(0.62, top + 0.02).to(0.5, bend + 0.1), mark, clarity);
      case 2 -> // a zip
          canvas.fill(Outline.line(0.45, top, 0.4, bend + 0.3, 0.06), mark, clarity);
      default -> { // a strap with a buckle
        canvas.fill(Outline.line(shaft - 0.05, bend - 0.05, 0.9, bend - 0.15, 0.1), mark, clarity);
        canvas.fill(Outline.box(0.4, bend - 0.2, 0.52, bend), fabric.accent(0.9), clarity);
      }
    }
    if (dice.chance(0.4)) {
      canvas.fill(Outline.line(shaft, top + 0.04, 0.85, top + 0.04, 0.08), mark, clarity);
    }
  }
}
