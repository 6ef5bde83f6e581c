// How the window is arranged: widths, theme and density as the settings say, the row that has the keyboard.

import { settings } from "./settings.svelte";

class View {
  /** One panel at a time (DESIGN_UI 2). */
  narrow = $state(false);
  /** The guest panel stands beside the thread. */
  wide = $state(true);
  /** The list has room for a sort button. */
  roomy = $state(true);
  /** The list stands beside the thread; switched with Ctrl B. */
  listShown = $state(true);
  /** The row that J, K and Enter act on. */
  active = $state<string | null>(null);
  #dark = $state(false);

  /** Follows the window and the settings. Returns what ends it. */
  start(): () => void {
    const ends = [
      follow("(max-width: 840px)", (on) => (this.narrow = on)),
      follow("(min-width: 1121px)", (on) => (this.wide = on)),
      follow("(min-width: 1401px)", (on) => (this.roomy = on)),
      follow("(prefers-color-scheme: dark)", (on) => (this.#dark = on)),
      $effect.root(() => {
        $effect.pre(() => this.#dress());
      }),
    ];
    return () => ends.forEach((end) => end());
  }

  #dress(): void {
    const { theme, density, panels } = settings.now;
    const page = document.documentElement;
    page.dataset["theme"] = theme === "dark" || (theme === "system" && this.#dark) ? "dark" : "light";
    if (density === "auto") delete page.dataset["density"];
    else page.dataset["density"] = density;
    page.style.setProperty("--dx-list", `${panels.list}px`);
    page.style.setProperty("--dx-guest", `${panels.guest}px`);
  }
}

function follow(query: string, on: (matches: boolean) => void): () => void {
  const found = typeof window.matchMedia === "function" ? window.matchMedia(query) : undefined;
  if (!found) return () => undefined;
  const changed = (event: MediaQueryListEvent): void => on(event.matches);
  on(found.matches);
  found.addEventListener("change", changed);
  return () => found.removeEventListener("change", changed);
}

export const view = new View();
