/** Dialogs of the whole window that a key opens; one at a time. */
class Dialogs {
  open = $state<"palette" | "keys" | "settings" | null>(null);

  close = (): void => {
    this.open = null;
  };
}

export const dialogs = new Dialogs();
