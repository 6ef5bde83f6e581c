// What the search field found (SPEC 4, 5). Local, so it follows every keystroke.

import type { SearchResult } from "../generated/SearchResult";
import { rpc } from "../ipc/commands";
import { RpcError } from "../ipc/transport";

class Search {
  text = $state("");
  result = $state.raw<SearchResult>();
  /** The message among the hits that the arrows stand on; its row is the active one. */
  hit = $state<string | null>(null);
  /** Code of the last failed question. */
  error = $state<string | null>(null);
  #asked = 0;

  readonly active = $derived(this.text.trim() !== "");

  ask(text: string): Promise<void> {
    this.text = text;
    this.hit = null;
    return this.#look(0);
  }

  /** Asks again for as many messages as are shown. */
  refresh(): Promise<void> {
    return this.active ? this.#look(this.result?.messages.length ?? 0) : Promise.resolve();
  }

  clear(): void {
    void this.ask("");
  }

  async #look(shown: number): Promise<void> {
    const { text } = this;
    const ask = ++this.#asked;
    if (!this.active) {
      this.result = undefined;
      this.error = null;
      return;
    }
    try {
      let result = await rpc("search", { text });
      while (result.before && result.messages.length < shown && ask === this.#asked) {
        result = below(result, await rpc("search", { text, before: result.before }));
      }
      if (ask !== this.#asked) return;
      this.result = result;
      this.error = null;
    } catch (thrown) {
      if (ask === this.#asked) this.#failed(thrown);
    }
  }

  /** The messages below those that are shown. */
  async older(): Promise<void> {
    const { text, result } = this;
    const ask = this.#asked;
    if (!result?.before) return;
    try {
      const page = await rpc("search", { text, before: result.before });
      if (this.result === result) this.result = below(result, page);
      // Asked again meanwhile: what is shown is not what this page comes below.
      else if (ask !== this.#asked && this.text === text) await this.older();
    } catch (thrown) {
      this.#failed(thrown);
    }
  }

  #failed(thrown: unknown): void {
    this.error = thrown instanceof RpcError ? thrown.code : "internal";
  }
}

function below(above: SearchResult, page: SearchResult): SearchResult {
  const known = new Set(above.messages.map((hit) => hit.message));
  return { ...above, messages: [...above.messages, ...page.messages.filter((hit) => !known.has(hit.message))], before: page.before };
}

export const search = new Search();
