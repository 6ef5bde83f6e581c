// How the window is arranged: widths, theme, the row that has the keyboard.

export type Theme = "light" | "dark" | "system";

const THEME = "bellhop-theme";

class View {
  /** One panel at a time (DESIGN_UI 2). */
  narrow = $state(false);
  /** The guest panel stands beside the thread. */
  wide = $state(true);
  theme = $state<Theme>("system");
  /** The row that J, K and Enter act on. */
  active = $state<string | null>(null);

  start(): void {
    this.#follow("(max-width: 840px)", (on) => (this.narrow = on));
    this.#follow("(min-width: 1121px)", (on) => (this.wide = on));
    const saved = localStorage.getItem(THEME);
    if (saved === "light" || saved === "dark") this.theme = saved;
    this.#follow("(prefers-color-scheme: dark)", () => this.#applyTheme());
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    localStorage.setItem(THEME, theme);
    this.#applyTheme();
  }

  #applyTheme(): void {
    const dark = this.theme === "dark" || (this.theme === "system" && media("(prefers-color-scheme: dark)")?.matches);
    document.documentElement.dataset["theme"] = dark ? "dark" : "light";
  }

  #follow(query: string, on: (matches: boolean) => void): void {
    const found = media(query);
    if (!found) return;
    on(found.matches);
    found.addEventListener("change", (event) => on(event.matches));
  }
}

function media(query: string): MediaQueryList | undefined {
  return typeof window.matchMedia === "function" ? window.matchMedia(query) : undefined;
}

export const view = new View();
