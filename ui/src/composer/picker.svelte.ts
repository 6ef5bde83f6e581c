// A picker's state: where it reads its query, what was found, which is marked.

import { queryOf, signAt, type Anchor, type Sign } from "./token";

export class Picker<T> {
  anchor = $state.raw<Anchor | null>(null);
  query = $state("");
  found = $state.raw<T[]>([]);
  at = $state(0);
  readonly #sign: Sign;
  readonly #find: (query: string) => Promise<T[]>;
  #asked = 0;
  /** A sign that was closed with Esc stays closed. */
  #dismissed = -1;

  constructor(sign: Sign, find: (query: string) => Promise<T[]>) {
    this.#sign = sign;
    this.#find = find;
  }

  get open(): boolean {
    return this.anchor !== null;
  }

  get current(): T | undefined {
    return this.found[this.at];
  }

  /** Follows the text and the caret: opens on its sign at a word start, closes when the caret leaves. */
  follow(text: string, caret: number): void {
    const anchor = signAt(text, caret, this.#sign) ?? (this.anchor?.typed ? null : this.anchor);
    if (anchor?.typed && anchor.start === this.#dismissed) return;
    if (!anchor?.typed) this.#dismissed = -1;
    const query = anchor && queryOf(text, caret, anchor, this.#sign);
    if (anchor === null || query === null) return this.close();
    const same = this.anchor?.start === anchor.start && this.query === query;
    this.anchor = anchor;
    if (!same) void this.#ask(query);
  }

  /** Opened by its button: lists everything, and what is typed from here on filters. */
  openAt(caret: number): void {
    this.#dismissed = -1;
    this.anchor = { start: caret, typed: false };
    void this.#ask("");
  }

  dismiss(): void {
    this.#dismissed = this.anchor?.typed ? this.anchor.start : -1;
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
    const found = await this.#find(query).catch(() => []);
    if (ask !== this.#asked) return;
    this.found = found;
    this.at = 0;
  }
}
