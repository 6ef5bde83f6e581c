// The canned picker's state: where it reads its query, what was found, which is marked.

import type { Canned } from "../generated/Canned";
import { rpc } from "../ipc/commands";
import { queryOf, slashAt, type Anchor } from "./token";

export class Picker {
  anchor = $state.raw<Anchor | null>(null);
  query = $state("");
  found = $state.raw<Canned[]>([]);
  at = $state(0);
  readonly #conversation: string;
  #asked = 0;
  /** A slash that was closed with Esc stays closed. */
  #dismissed = -1;

  constructor(conversation: string) {
    this.#conversation = conversation;
  }

  get open(): boolean {
    return this.anchor !== null;
  }

  get current(): Canned | undefined {
    return this.found[this.at];
  }

  /** Follows the text and the caret: opens on `/` at a word start, closes when the caret leaves. */
  follow(text: string, caret: number): void {
    const anchor = slashAt(text, caret) ?? (this.anchor?.slash ? null : this.anchor);
    if (anchor?.slash && anchor.start === this.#dismissed) return;
    if (!anchor?.slash) this.#dismissed = -1;
    const query = anchor && queryOf(text, caret, anchor);
    if (anchor === null || query === null) return this.close();
    const same = this.anchor?.start === anchor.start && this.query === query;
    this.anchor = anchor;
    if (!same) void this.#ask(query);
  }

  /** Opened by its button: lists everything, and what is typed from here on filters. */
  openAt(caret: number): void {
    this.#dismissed = -1;
    this.anchor = { start: caret, slash: false };
    void this.#ask("");
  }

  dismiss(): void {
    this.#dismissed = this.anchor?.slash ? this.anchor.start : -1;
    this.close();
  }

  close(): void {
    this.anchor = null;
    this.query = "";
    this.found = [];
    this.at = 0;
    this.#asked += 1;
  }

  move(by: number): void {
    const many = this.found.length;
    if (many > 0) this.at = (this.at + by + many) % many;
  }

  async #ask(query: string): Promise<void> {
    const ask = ++this.#asked;
    this.query = query;
    const found = await rpc("canned_responses", { conversation: this.#conversation, query }).catch(() => []);
    if (ask !== this.#asked) return;
    this.found = found;
    this.at = 0;
  }
}
