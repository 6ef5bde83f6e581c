// Which language the window speaks: the person's choice, else the computer's. Changing it draws the window again.

import type { Settings } from "../generated/Settings";
import { speak, type Language } from "../words/words";

export function wanted(setting: Settings["language"], computer: readonly string[]): Language {
  if (setting !== "system") return setting;
  return computer[0]?.toLowerCase().split("-")[0] === "ar" ? "ar" : "en";
}

class LanguageStore {
  /** What is on screen. */
  now = $state<Language>("en");

  /** The page turns first, then everything is drawn again. */
  async choose(setting: Settings["language"]): Promise<void> {
    const language = wanted(setting, navigator.languages);
    if (language === this.now) return;
    await speak(language);
    this.now = language;
  }
}

export const language = new LanguageStore();
