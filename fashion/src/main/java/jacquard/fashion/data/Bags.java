package jacquard.fashion.data;

/** Draws bags: a body, what closes it and what it is carried by. */
final class Bags {
  private Bags() {}

  static void bag(Canvas canvas, Dice dice) {
    var fabric = Fabric.any(dice, 0.08, 0.08, 0.2);
    boolean upright = dice.chance(0.25);
    double half = upright ? dice.between(0.5, 0.72) : dice.between(0.75, 0.98);
    double height = upright ? dice.between(1.1, 1.5) : dice.between(0.75, 1.4);
    double carrying = dice.between(0, 1); // handle, strap or nothing
    double rise =
        carrying < 0.5 ? dice.between(0.25, 0.7) : carrying < 0.8 ? dice.between(0.1, 0.3) : 0;
    double bottom = Math.min((height + rise) / 2, 0.97);
    double top = bottom - height;
    double lip = half * dice.between(0.72, 1.05);
    double round = dice.between(0.02, 0.3);
    if (rise > 0) {
      double grip = carrying < 0.5 ? lip * dice.between(0.4, 0.8) : lip;
      drawHandle(canvas, dice, fabric, grip, top + 0.05, rise);
    }
    var body =
        new Outline(0, top)
            .to(lip - round * 0.6, top)
            .curve(lip, top, lip + (half - lip) * 0.3, top + round)
            .to(half, bottom - round)
            .curve(half, bottom, half - round, bottom)
            .to(0, bottom)
            .mirrored();
    canvas.fill(body, fabric, 1);
    drawDetails(canvas, dice, fabric, half, top, bottom);
  }

  private static void drawHandle(
      Canvas canvas, Dice dice, Fabric fabric, double grip, double y, double rise) {
    double width = dice.between(0.06, 0.14);
    double level = dice.chance(0.5) ? fabric.level() : fabric.accent(0.5);
    canvas.fill(Outline.arch(-grip, grip, y, rise, width), level, 1);
    if (dice.chance(0.3)) {
      canvas.fill(Outline.arch(-grip * 0.8, grip * 0.8, y, rise * 0.8, width), level, 0.7);
    }
  }

  private static void drawDetails(
      Canvas canvas, Dice dice, Fabric fabric, double half, double top, double bottom) {
    double clarity = dice.between(0.1, 0.9);
    double mark = fabric.accent(dice.between(0.3, 0.9));
    double middle = top + (bottom - top) * dice.between(0.3, 0.6);
    switch (dice.pick(4)) {
      case 0 -> { // a flap
        var flap =
            new Outline(0, top)
                .to(half * 0.9, top)
                .curve(half * 0.85, middle, 0, middle)
                .mirrored();
        canvas.fill(flap, fabric.accent(dice.between(-0.3, 0.4)), clarity);
        canvas.fill(Outline.box(-0.07, middle - 0.1, 0.07, middle + 0.04), mark, clarity);
      }
      case 1 -> // a zip along the top
          canvas.fill(
              Outline.box(-half * 0.85, top + 0.08, half * 0.85, top + 0.15), mark, clarity);
      case 2 -> // a pocket
          canvas.fill(
              Outline.box(-half * 0.6, middle, half * 0.6, bottom - 0.12), mark, clarity * 0.5);
      default -> { // bands down the sides
        canvas.fill(Outline.box(-half * 0.6, top, -half * 0.45, bottom), mark, clarity);
        canvas.fill(Outline.box(half * 0.45, top, half * 0.6, bottom), mark, clarity);
      }
    }
  }
}
