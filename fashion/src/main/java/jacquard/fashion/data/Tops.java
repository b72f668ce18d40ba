package jacquard.fashion.data;

import jacquard.fashion.data.Top.Collar;

/** Draws the classes that share a figure: T-shirt, pullover, coat, shirt and dress. */
final class Tops {
  private Tops() {}

  static void tShirt(Canvas canvas, Dice dice) {
    var top = new Top(dice, Fabric.any(dice, 0.13, 0.02, 0.12));
    double sleeves = dice.between(0, 1);
    if (sleeves < 0.74) top.shortSleeves();
    else if (sleeves < 0.92) top.noSleeves();
    else top.longSleeves();
    boolean polo = dice.chance(0.12);
    if (polo) top.collar = Collar.FOLDED;
    top.drawBody(canvas);
    if (dice.chance(0.34)) top.drawPrint(canvas);
    top.drawCollar(canvas);
    if (polo) top.drawFront(canvas, dice.between(-0.4, -0.2), 0.06, dice.chance(0.5));
  }

  static void shirt(Canvas canvas, Dice dice) {
    var top = new Top(dice, Fabric.any(dice, 0.06, 0.2, 0.2));
    double sleeves = dice.between(0, 1);
    if (sleeves < 0.42) top.shortSleeves();
    else if (sleeves < 0.9) top.longSleeves();
    else top.noSleeves();
    top.hemBow += dice.between(0, 0.09);
    boolean buttoned = dice.chance(0.82);
    top.collar = dice.chance(buttoned ? 0.9 : 0.35) ? Collar.FOLDED : Collar.NONE;
    top.drawBody(canvas);
    if (dice.chance(0.06)) top.drawPrint(canvas);
    top.drawCollar(canvas);
    if (buttoned) top.drawFront(canvas, top.hemY, dice.between(0.05, 0.1), dice.chance(0.7));
    if (dice.chance(0.25)) top.drawPockets(canvas, -0.3);
  }

  static void pullover(Canvas canvas, Dice dice) {
    var top = new Top(dice, Fabric.any(dice, 0.16, 0.02, 0.1));
    top.longSleeves();
    top.chest += 0.02;
    top.sleeveWidth += 0.04;
    top.collar =
        dice.chance(0.12) ? Collar.STANDING : dice.chance(0.12) ? Collar.HOOD : Collar.NONE;
    top.drawBody(canvas);
    if (dice.chance(0.26)) top.drawPrint(canvas);
    top.drawCollar(canvas);
    if (dice.chance(0.6)) top.drawRibs(canvas);
    if (dice.chance(0.08)) top.drawFront(canvas, -0.3, 0.06, false);
  }

  static void coat(Canvas canvas, Dice dice) {
    var top = new Top(dice, Fabric.any(dice, 0.03, 0.07, 0.1));
    top.longSleeves();
    top.chest += 0.03;
    top.hem += 0.04;
    top.sleeveWidth += 0.05;
    top.cuff += 0.03;
    double draw = dice.between(0, 1);
    top.collar =
        draw < 0.35
            ? Collar.FOLDED
            : draw < 0.6 ? Collar.STANDING : draw < 0.8 ? Collar.HOOD : Collar.NONE;
    top.drawBody(canvas);
    top.drawCollar(canvas);
    if (dice.chance(0.95))
      top.drawFront(canvas, top.hemY, dice.between(0.06, 0.16), dice.chance(0.35));
    if (dice.chance(0.55)) top.drawPockets(canvas, dice.near(0.35, 0.15));
    if (dice.chance(0.2)) top.drawRibs(canvas);
  }

  static void dress(Canvas canvas, Dice dice) {
    var top = new Top(dice, Fabric.any(dice, 0.08, 0.04, 0.2));
    boolean slim = dice.chance(0.6);
    double girth = slim ? 0.68 : 0.85;
    top.shoulder *= girth + 0.04;
    top.neck *= girth;
    top.chest *= girth;
    top.armpitY -= 0.1;
    top.waistY = dice.near(-0.1, 0.12);
    top.waist = top.chest * dice.between(0.6, 0.95);
    top.hem = top.chest * dice.between(0.85, slim ? 1.4 : 1.6);
    top.sleeveWidth *= 0.75;
    top.cuff *= 0.8;
    double sleeves = dice.between(0, 1);
    if (sleeves < 0.35) top.shortSleeves();
    else if (sleeves < 0.6) top.longSleeves();
    else top.noSleeves();
    top.sleeveSpread *= 0.7;
    top.drawBody(canvas);
    top.drawCollar(canvas);
    if (dice.chance(0.35)) {
      double level = top.fabric.accent(dice.between(0.2, 0.7));
      double y = top.waistY + 0.02;
      canvas.fill(Outline.box(-top.waist, y - 0.05, top.waist, y + 0.05), level, top.clarity);
    }
    if (dice.chance(0.1)) top.drawPrint(canvas);
  }
}
