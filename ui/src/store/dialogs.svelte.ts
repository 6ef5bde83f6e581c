/** Dialogs of the whole window that a key opens; one at a time. */
class Dialogs {
  open = $state<"palette" | "keys" | "settings" | "new" | null>(null);
  /** Which page of the settings; a change of language draws them again. */
  page = $state(0);

  close = (): void => {
    this.open = null;
    this.page = 0;
  };
}

export const dialogs = new Dialogs();
