// The conversation list: a window of rows by index, asked for as it is needed, its order held while a pointer is over it.

import type { FilterChoices } from "../generated/FilterChoices";
import type { ListFilter } from "../generated/ListFilter";
import type { ListPage } from "../generated/ListPage";
import type { Row } from "../generated/Row";
import { rpc } from "../ipc/commands";
import { RpcError } from "../ipc/transport";
import { announcePaint, rowsPainted } from "./paint";

/** Rows asked for above and below what is on screen. */
const MARGIN = 20;
/** Rows of the first page. */
const FIRST = 60;

export const NO_FILTER: ListFilter = { channels: [], statuses: [], assignees: [], sort: "newest" };

export class ConversationList {
  filter = $state.raw<ListFilter>(NO_FILTER);
  /** Rows by index in the list. */
  rows = $state.raw<ReadonlyMap<number, Row>>(new Map());
  total = $state(0);
  waiting = $state(0);
  longestSince = $state<number | null>(null);
  /** False while the first sync may still bring rows. */
  complete = $state(true);
  loaded = $state(false);
  /** Code of the last failed query. */
  error = $state<string | null>(null);
  choices = $state.raw<FilterChoices>({ channels: [], statuses: [], staff: [] });
  /** How many rows changed place behind the held order. */
  heldChanges = $state(0);

  #held = false;
  #waitingPage: ListPage | undefined;
  #first = 0;
  #last = FIRST - MARGIN;
  #asked = 0;
  #answered = 0;

  readonly filtered = $derived(
    this.filter.channels.length + this.filter.statuses.length + this.filter.assignees.length > 0,
  );

  /** Takes the page that came with the window. */
  preload(page: ListPage): void {
    this.#apply(page, true);
  }

  setFilter(change: Partial<ListFilter>): Promise<void> {
    this.filter = { ...this.filter, ...change };
    this.#first = 0;
    this.#last = FIRST - MARGIN;
    return this.#query(true);
  }

  /** Forgets everything, for the next person. */
  reset(filter: ListFilter): void {
    this.#answered = ++this.#asked;
    this.filter = filter;
    this.rows = new Map();
    this.total = 0;
    this.waiting = 0;
    this.longestSince = null;
    this.loaded = false;
    this.error = null;
    this.choices = { channels: [], statuses: [], staff: [] };
    this.release();
  }

  /** Says which indices are on screen; asks for rows that are not here. */
  show(first: number, last: number): void {
    this.#first = first;
    this.#last = last;
    for (let index = first; index <= Math.min(last, this.total - 1); index += 1) {
      if (!this.rows.has(index)) return void this.#query(true);
    }
  }

  /** Something changed: asks again for what is on screen. */
  refresh(): Promise<void> {
    return this.#query(false);
  }

  async loadChoices(): Promise<void> {
    this.choices = await rpc("filter_choices").catch(() => this.choices);
  }

  /** While held, rows keep their places and only their contents change (DESIGN_UI 12.6). */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.heldChanges = 0;
    const page = this.#waitingPage;
    this.#waitingPage = undefined;
    if (page) this.#apply(page, true);
  }

  indexOf(id: string): number {
    for (const [index, row] of this.rows) if (row.id === id) return index;
    return -1;
  }

  async #query(moved: boolean): Promise<void> {
    const ask = ++this.#asked;
    const offset = Math.max(0, this.#first - MARGIN);
    const limit = Math.min(200, this.#last - offset + 1 + MARGIN);
    try {
      const page = await rpc("conversation_list", { filter: this.filter, offset, limit });
      // An older answer must not overwrite a newer one.
      if (ask < this.#answered) return;
      this.#answered = ask;
      this.error = null;
      if (moved) this.#waitingPage = undefined;
      if (this.#held && !moved) this.#applyInPlace(page);
      else this.#apply(page, !moved || ask === this.#asked);
    } catch (thrown) {
      this.error = thrown instanceof RpcError ? thrown.code : "internal";
    }
  }

  #apply(page: ListPage, replace: boolean): void {
    const rows = new Map(replace ? [] : this.rows);
    page.rows.forEach((row, at) => rows.set(page.offset + at, row));
    this.rows = rows;
    this.total = page.total;
    this.heldChanges = 0;
    this.#applyFigures(page);
  }

  #applyInPlace(page: ListPage): void {
    const fresh = new Map(page.rows.map((row) => [row.id, row]));
    const rows = new Map<number, Row>();
    const shown = new Set<string>();
    for (const [index, row] of this.rows) {
      rows.set(index, fresh.get(row.id) ?? row);
      shown.add(row.id);
    }
    const moved = page.rows.filter((row, at) => rows.get(page.offset + at)?.id !== row.id && !shown.has(row.id));
    const climbed = page.rows.findIndex((row, at) => rows.get(page.offset + at)?.id !== row.id) >= 0;
    this.rows = rows;
    this.heldChanges = climbed ? Math.max(1, moved.length) : 0;
    this.#waitingPage = page;
    this.#applyFigures(page);
  }

  #applyFigures(page: ListPage): void {
    this.waiting = page.waiting;
    this.longestSince = page.longest_waiting_since;
    this.complete = page.complete;
    this.loaded = true;
    void rowsPainted([...this.rows.values()]);
    void announcePaint("inbox");
  }
}

export const list = new ConversationList();
