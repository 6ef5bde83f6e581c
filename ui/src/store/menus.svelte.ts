/** Menus that a key opens as well as their button. */
class Menus {
  assign = $state(false);
  labels = $state(false);
}

export const menus = new Menus();
