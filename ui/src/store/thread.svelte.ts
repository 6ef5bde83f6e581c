// The open conversation: header, messages, older pages.

import { tick } from "svelte";
import type { Header } from "../generated/Header";
import type { MessagePage } from "../generated/MessagePage";
import type { ThreadMessage } from "../generated/ThreadMessage";
import { rpc } from "../ipc/commands";
import { readContent } from "../ipc/content";
import { RpcError } from "../ipc/transport";
import { messagePainted } from "./paint";

const PAGE = 50;
/** Most messages that are asked for again at once. */
const MOST = 500;

/** What was open stays on screen until the next one is here, unless that takes longer than this (DESIGN_UI 7). */
const PATIENCE = 400;

/** A message that was asked for and is not here: the relay may have it and is asked, or is out of reach, or nobody has it. */
export type Sought = { message: string; state: "fetching" | "out-of-reach" | "absent" };

export class ThreadStore {
  /** The conversation on screen. */
  id = $state<string | null>(null);
  #coming = $state<string | null>(null);
  header = $state.raw<Header>();
  messages = $state.raw<ThreadMessage[]>([]);
  /** Cursor of the page above; absent = the beginning is here. */
  before = $state<string | null>(null);
  /** Cursor of the page below; absent = the end is here. A jump far back shows a part that stands apart from it. */
  after = $state<string | null>(null);
  /** Older messages are being fetched from the relay. */
  fetching = $state(false);
  /** Older messages may be at the relay, which is out of reach. */
  outOfReach = $state(false);
  error = $state<string | null>(null);
  /** Message to show after a search or a quote led to it. */
  target = $state<string | null>(null);
  /** The target is shown without taking the focus. */
  quiet = false;
  sought = $state.raw<Sought | null>(null);
  /** Grows whenever somebody went back to the end. */
  returned = $state(0);
  /** The guest is writing. */
  typing = $state(false);
  #loading = false;
  #asked: string | null = null;
  #newest: string | undefined;
  #typingEnds: ReturnType<typeof setTimeout> | undefined;

  /** The one that was asked for last: the one on screen, but for the moment until the next is here. */
  get wanted(): string | null {
    return this.#coming ?? this.id;
  }

  /** Opens a conversation at its end, or, where that is far from `message`, around it. */
  async open(id: string, message: string | null = null): Promise<void> {
    this.#coming = id;
    // Nothing is taken away before something else can stand there: one change of the screen instead of two.
    const late = setTimeout(() => this.wanted === id && this.#show(id), PATIENCE);
    try {
      const [thread, around] = await Promise.all([
        rpc("open_conversation", { conversation: id }),
        message === null ? null : rpc("messages", { conversation: id, around: message, limit: PAGE }),
      ]);
      if (this.wanted !== id) return;
      this.#show(id);
      this.header = thread.header;
      const apart = message !== null && around && !has(thread.page, message) && has(around, message);
      // Opened once more from a part far back, it is at its end.
      if (this.after !== null) this.returned += 1;
      this.#take(apart ? around : thread.page);
    } catch (thrown) {
      if (this.wanted !== id) return;
      this.#show(id);
      this.#failed(thrown);
    } finally {
      clearTimeout(late);
    }
  }

  #show(id: string): void {
    if (this.id !== id) {
      this.guestTypes(0);
      this.target = null;
    }
    this.giveUp();
    this.id = id;
    this.#coming = null;
    this.error = null;
  }

  close(): void {
    this.guestTypes(0);
    this.#coming = null;
    this.id = null;
    this.header = undefined;
    this.messages = [];
    this.before = this.after = null;
    this.target = null;
    this.giveUp();
    this.error = null;
  }

  /** The guest writes for `milliseconds` more, unless it is said again; the signal's end may get lost. */
  guestTypes(milliseconds: number): void {
    clearTimeout(this.#typingEnds);
    this.typing = milliseconds > 0;
    if (this.typing) this.#typingEnds = setTimeout(() => (this.typing = false), milliseconds);
  }

  /** A file of mine got further; said often, so nothing is asked again for it. */
  uploaded(message: string, sent: number, size: number): void {
    this.messages = this.messages.map((one) => (one.id === message && one.upload ? { ...one, upload: { ...one.upload, sent, size } } : one));
  }

  async refreshHeader(): Promise<void> {
    const id = this.id;
    if (id === null) return;
    try {
      const header = await rpc("header", { conversation: id });
      if (this.id === id) this.header = header;
    } catch (thrown) {
      if (this.id === id) this.#failed(thrown);
    }
  }

  async refreshMessages(): Promise<void> {
    const { id, after } = this;
    if (id === null || this.header?.id !== id) return;
    const limit = Math.min(MOST, Math.max(PAGE, this.messages.length));
    try {
      const page = await rpc("messages", { conversation: id, limit, ...(after === null ? {} : { until: after }) });
      if (this.id !== id) return;
      // Another part is shown by now.
      if (this.after !== after) return void (await this.refreshMessages());
      if (after !== null && page.messages.length === 0) return void (await this.latest());
      this.#merge(page);
      if (this.sought) await this.reveal(this.sought.message, this.quiet);
    } catch (thrown) {
      if (this.id === id) this.#failed(thrown);
    }
  }

  /** Loads the page above. */
  older(): Promise<void> {
    return this.#more("before");
  }

  /** Loads the page below, where the end is not here. */
  newer(): Promise<void> {
    return this.#more("after");
  }

  async #more(side: "before" | "after"): Promise<void> {
    const id = this.id;
    const from = this[side];
    if (id === null || from === null || this.#loading) return;
    this.#loading = true;
    try {
      const page = await rpc("messages", { conversation: id, [side]: from, limit: PAGE });
      if (this.id !== id || this[side] !== from) return;
      const known = new Set(this.messages.map((message) => message.id));
      const more = readable(page.messages).filter((message) => !known.has(message.id));
      this[side] = page[side];
      if (side === "after") {
        this.messages = [...this.messages, ...more];
        return;
      }
      this.messages = [...more, ...this.messages];
      this.#above(page);
    } catch (thrown) {
      if (this.id === id) this.#failed(thrown);
    } finally {
      this.#loading = false;
    }
  }

  /** Back to the end. */
  async latest(): Promise<void> {
    const id = this.id;
    if (id === null) return;
    this.giveUp();
    this.target = null;
    try {
      const page = await rpc("messages", { conversation: id, limit: PAGE });
      if (this.id !== id) return;
      this.#take(page);
      this.returned += 1;
    } catch (thrown) {
      if (this.id === id) this.#failed(thrown);
    }
  }

  /** What was written stands at the end. */
  wrote(): Promise<void> {
    return this.after === null ? this.refreshMessages() : this.latest();
  }

  /** Names `message` as the one to show, with what stands around it where it is not among those shown. */
  async reveal(message: string, quiet = false): Promise<void> {
    const id = this.id;
    if (id === null) return;
    this.#asked = message;
    this.target = null;
    this.quiet = quiet;
    // Also where it is the one that was shown last.
    await tick();
    if (this.id !== id || this.#asked !== message) return;
    if (!has(this, message)) {
      try {
        const page = await rpc("messages", { conversation: id, around: message, limit: PAGE });
        if (this.id !== id || this.#asked !== message) return;
        if (!has(page, message)) {
          this.sought = { message, state: page.fetching ? "fetching" : page.out_of_reach ? "out-of-reach" : "absent" };
          return;
        }
        this.#take(page);
      } catch (thrown) {
        if (this.id === id) this.#failed(thrown);
        return;
      }
    }
    this.sought = null;
    this.target = message;
  }

  /** Nobody waits for the message that is not here any more. */
  giveUp(): void {
    this.#asked = this.sought = null;
  }

  #take(page: MessagePage): void {
    this.messages = readable(page.messages);
    this.before = page.before;
    this.#above(page);
    this.after = page.after;
    this.#painted();
  }

  #above(page: MessagePage): void {
    this.fetching = page.fetching;
    this.outOfReach = page.out_of_reach;
  }

  /** Replaces the newest part and keeps older pages that the answer does not reach. */
  #merge(page: MessagePage): void {
    const oldest = page.messages[0];
    const at = oldest ? this.messages.findIndex((message) => message.id === oldest.id) : -1;
    if (at > 0) {
      this.messages = [...this.messages.slice(0, at), ...readable(page.messages)];
      this.after = page.after;
      this.#painted();
    } else {
      this.#take(page);
    }
  }

  #painted(): void {
    if (this.after !== null) return;
    // What was being written is here now.
    const last = this.messages.at(-1);
    if (last?.author === "guest" && last.id !== this.#newest) this.guestTypes(0);
    this.#newest = last?.id;
    if (this.id) void messagePainted(this.id, this.messages.at(-1)?.id);
  }

  #failed(thrown: unknown): void {
    this.error = thrown instanceof RpcError ? thrown.code : "internal";
  }
}

function has(part: { messages: ThreadMessage[] }, message: string): boolean {
  return part.messages.some((one) => one.id === message);
}

/** Content comes from the relay as it is; one of a newer version must not break the thread. */
function readable(messages: ThreadMessage[]): ThreadMessage[] {
  return messages.map((message) => ({ ...message, content: readContent(message.content) }));
}

export const thread = new ThreadStore();
