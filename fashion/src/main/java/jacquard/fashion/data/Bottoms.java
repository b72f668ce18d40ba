package jacquard.fashion.data;

/** Draws trousers: half an outline with one leg, mirrored. */
final class Bottoms {
  private Bottoms() {}

  static void trouser(Canvas canvas, Dice dice) {
    var fabric = Fabric.any(dice, 0.03, 0.05, 0.15);
    boolean shorts = dice.chance(0.05);
    double waist = dice.near(0.28, 0.06) + (shorts ? 0.2 : 0);
    double hip = waist + dice.between(0.02, 0.1);
    double crotchY = dice.near(-0.42, 0.12) + (shorts ? 0.45 : 0);
    double outside = hip + dice.near(0, 0.1);
    double leg = dice.between(0.13, 0.3) + (shorts ? 0.12 : 0);
    double inside = Math.max(outside - leg, 0.02);
    double knee = (hip + outside) / 2 - dice.between(0, 0.06);
    var outline =
        new Outline(0, -0.95)
            .to(waist, -0.97)
            .curve(hip, -0.75, hip, crotchY)
            .curve(knee, 0.3, outside, 0.96)
            .to(inside, 0.97)
            .curve(0.05, 0.2, 0.02, crotchY)
            .to(0, crotchY)
            .mirrored();
    canvas.fill(outline, fabric, 1);
    drawDetails(canvas, dice, fabric, waist, hip, crotchY, (outside + inside) / 2);
  }

  private static void drawDetails(
      Canvas canvas,
      Dice dice,
      Fabric fabric,
      double waist,
      double hip,
      double crotchY,
      double crease) {
    double clarity = dice.between(0, 0.9);
    double level = fabric.accent(0.5);
    canvas.fill(Outline.box(-waist, -0.9, waist, -0.84), level, clarity);
    canvas.fill(Outline.line(0, -0.9, 0.02, crotchY, 0.06), level, clarity * 0.8);
    for (int side = -1; side <= 1; side += 2) {
      canvas.fill(
          Outline.line(side * hip, -0.6, side * waist * 0.6, -0.84, 0.06), level, clarity * 0.7);
      double fade = fabric.accent(dice.between(-0.3, 0.3));
      canvas.fill(Outline.line(side * hip * 0.55, crotchY, side * crease, 0.9, 0.1), fade, clarity);
    }
  }
}
