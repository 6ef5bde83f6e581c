// What the search field found (SPEC 4, 5). Local, so it follows every keystroke.

import type { SearchResult } from "../generated/SearchResult";
import { rpc } from "../ipc/commands";

class Search {
  text = $state("");
  result = $state.raw<SearchResult>();
  #asked = 0;

  readonly active = $derived(this.text.trim() !== "");

  async ask(text: string): Promise<void> {
    this.text = text;
    const ask = ++this.#asked;
    if (text.trim() === "") {
      this.result = undefined;
      return;
    }
    const result = await rpc("search", { text }).catch(() => undefined);
    if (ask === this.#asked && result) this.result = result;
  }

  refresh(): Promise<void> {
    return this.active ? this.ask(this.text) : Promise.resolve();
  }

  clear(): void {
    void this.ask("");
  }
}

export const search = new Search();
