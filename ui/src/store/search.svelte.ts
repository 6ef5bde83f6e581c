// What the search field found (SPEC 4, 5). Local, so it follows every keystroke.

import type { SearchResult } from "../generated/SearchResult";
import { rpc } from "../ipc/commands";
import { RpcError } from "../ipc/transport";

class Search {
  text = $state("");
  result = $state.raw<SearchResult>();
  /** Code of the last failed question. */
  error = $state<string | null>(null);
  #asked = 0;

  readonly active = $derived(this.text.trim() !== "");

  async ask(text: string): Promise<void> {
    this.text = text;
    const ask = ++this.#asked;
    if (text.trim() === "") {
      this.result = undefined;
      this.error = null;
      return;
    }
    try {
      const result = await rpc("search", { text });
      if (ask !== this.#asked) return;
      this.result = result;
      this.error = null;
    } catch (thrown) {
      if (ask === this.#asked) this.error = thrown instanceof RpcError ? thrown.code : "internal";
    }
  }

  refresh(): Promise<void> {
    return this.active ? this.ask(this.text) : Promise.resolve();
  }

  clear(): void {
    void this.ask("");
  }
}

export const search = new Search();
