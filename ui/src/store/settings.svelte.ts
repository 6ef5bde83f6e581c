// What this computer remembers about how the window looks and behaves (`settings.json` of the desk).

import type { Settings } from "../generated/Settings";
import { rpc } from "../ipc/commands";
import { notice } from "./notice.svelte";

export const TEXT_STEP = 10;
export const TEXT_LEAST = 80;
export const TEXT_MOST = 160;

/** Before the desk has said anything, and in tests: as installed. */
export const INSTALLED: Settings = {
  theme: "system",
  density: "auto",
  text_size: 100,
  language: "system",
  enter_sends: "enter",
  letters_on: true,
  key_map: {},
  panels: { list: 0, guest: 0 },
  sound: "all",
  quiet_hours: { on: false, from: 22 * 60, to: 7 * 60 },
  lock_screen_names: false,
  autostart: false,
};

class SettingsStore {
  now = $state.raw<Settings>(INSTALLED);
  #saving = 0;

  /** What the desk said. */
  take(settings: Settings): void {
    // What was changed here since is on its way and newer.
    if (this.#saving === 0) this.now = settings;
  }

  async load(): Promise<void> {
    await rpc("settings").then((found) => this.take(found), (thrown) => notice.fail(thrown));
  }

  /** Counts at once; goes back, with words, where it cannot be kept. */
  async change(part: Partial<Settings>): Promise<void> {
    const before = this.now;
    this.now = { ...before, ...part };
    this.#saving += 1;
    try {
      await rpc("save_settings", this.now);
      this.#saving -= 1;
    } catch (thrown) {
      this.#saving -= 1;
      notice.fail(thrown);
      if (this.#saving === 0) this.now = before;
    }
  }

  /** Larger by a step, smaller, or back to 100 %. */
  resizeText(by: 1 | -1 | 0): void {
    const wanted = by === 0 ? 100 : this.now.text_size + by * TEXT_STEP;
    const text_size = Math.max(TEXT_LEAST, Math.min(TEXT_MOST, wanted));
    if (text_size !== this.now.text_size) void this.change({ text_size });
  }
}

export const settings = new SettingsStore();
