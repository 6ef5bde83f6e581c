// The open conversation: header, messages, older pages.

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
/** Pages walked back to find a message that a search found. */
const WALK = 40;

/** What was open stays on screen until the next one is here, unless that takes longer than this (DESIGN_UI 7). */
const PATIENCE = 400;

export class ThreadStore {
  /** The conversation on screen. */
  id = $state<string | null>(null);
  #coming = $state<string | null>(null);
  header = $state.raw<Header>();
  messages = $state.raw<ThreadMessage[]>([]);
  /** Cursor of the page above; absent = the beginning is here. */
  before = $state<string | null>(null);
  /** Older messages are being fetched from the relay. */
  fetching = $state(false);
  error = $state<string | null>(null);
  /** Message to show after a search or a quote led to it. */
  target = $state<string | null>(null);
  /** The guest is writing. */
  typing = $state(false);
  #loadingOlder = false;
  #newest: string | undefined;
  #typingEnds: ReturnType<typeof setTimeout> | undefined;

  /** The one that was asked for last: the one on screen, but for the moment until the next is here. */
  get wanted(): string | null {
    return this.#coming ?? this.id;
  }

  async open(id: string): Promise<void> {
    this.#coming = id;
    // Nothing is taken away before something else can stand there: one change of the screen instead of two.
    const late = setTimeout(() => this.wanted === id && this.#show(id), PATIENCE);
    try {
      const thread = await rpc("open_conversation", { conversation: id });
      if (this.wanted !== id) return;
      this.#show(id);
      this.header = thread.header;
      this.#take(thread.page);
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
    this.before = null;
    this.target = null;
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
    const id = this.id;
    if (id === null || this.header?.id !== id) return;
    const limit = Math.min(MOST, Math.max(PAGE, this.messages.length));
    try {
      const page = await rpc("messages", { conversation: id, before: null, limit });
      if (this.id === id) this.#merge(page);
    } catch (thrown) {
      if (this.id === id) this.#failed(thrown);
    }
  }

  /** Loads the page above. */
  async older(): Promise<void> {
    const { id, before } = this;
    if (id === null || before === null || this.#loadingOlder) return;
    this.#loadingOlder = true;
    try {
      const page = await rpc("messages", { conversation: id, before, limit: PAGE });
      if (this.id !== id || this.before !== before) return;
      const known = new Set(this.messages.map((message) => message.id));
      this.messages = [...readable(page.messages).filter((message) => !known.has(message.id)), ...this.messages];
      this.before = page.before;
      this.fetching = page.fetching;
    } catch (thrown) {
      if (this.id === id) this.#failed(thrown);
    } finally {
      this.#loadingOlder = false;
    }
  }

  /** Walks back until `message` is here, then names it as the one to show. */
  async reveal(message: string): Promise<void> {
    const id = this.id;
    this.target = null;
    for (let page = 0; page < WALK; page += 1) {
      if (this.id !== id || this.messages.some((one) => one.id === message) || this.before === null) break;
      await this.older();
    }
    if (this.id === id) this.target = message;
  }

  #take(page: MessagePage): void {
    this.messages = readable(page.messages);
    this.before = page.before;
    this.fetching = page.fetching;
    this.#painted();
  }

  /** Replaces the newest part and keeps older pages that the answer does not reach. */
  #merge(page: MessagePage): void {
    const oldest = page.messages[0];
    const at = oldest ? this.messages.findIndex((message) => message.id === oldest.id) : -1;
    if (at > 0) {
      this.messages = [...this.messages.slice(0, at), ...readable(page.messages)];
      this.#painted();
    } else {
      this.#take(page);
    }
  }

  #painted(): void {
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

/** Content comes from the relay as it is; one of a newer version must not break the thread. */
function readable(messages: ThreadMessage[]): ThreadMessage[] {
  return messages.map((message) => ({ ...message, content: readContent(message.content) }));
}

export const thread = new ThreadStore();
