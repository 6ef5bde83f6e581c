// Files beside a half-written message. The desk keeps them from the first byte on, checks them against the channel, and has
// them again after a restart; here they are only handed over, piece by piece.

import type { AttachmentDraft } from "../generated/AttachmentDraft";
import { rpc } from "../ipc/commands";
import { RpcError } from "../ipc/transport";
import { errorWords, isolate, t } from "../words/words";

const PIECE = 512 * 1024;

export class Attachments {
  list = $state.raw<AttachmentDraft[]>([]);
  /** Why the last file could not be taken at all, in words. */
  problem = $state<string | null>(null);
  readonly #conversation: string;
  readonly #note: boolean;
  /** Files being handed over. */
  #reading = $state.raw<ReadonlySet<string>>(new Set());
  #line: Promise<void> = Promise.resolve();

  constructor(conversation: string, note: boolean) {
    this.#conversation = conversation;
    this.#note = note;
  }

  async load(): Promise<void> {
    const kept = await rpc("attachments", { conversation: this.#conversation, note: this.#note }).catch(() => null);
    if (!kept) return;
    // Files taken meanwhile stay behind those from before.
    const known = new Set(kept.map((one) => one.id));
    this.list = [...kept, ...this.list.filter((one) => !known.has(one.id) && this.#reading.has(one.id))];
  }

  /** What goes with the message, in order: whole and allowed here. */
  get ready(): string[] {
    return this.list.filter((one) => one.problem === null && one.received === one.size).map((one) => one.id);
  }

  /** A file is still being handed over. */
  get busy(): boolean {
    return this.#reading.size > 0;
  }

  /** The window went away while this one was handed over; what is missing is gone with it. */
  isTorn(one: AttachmentDraft): boolean {
    return one.problem === null && one.received < one.size && !this.#reading.has(one.id);
  }

  /** Takes files in their order, one after the other. */
  add(files: Iterable<File>): Promise<void> {
    this.problem = null;
    for (const file of files) this.#line = this.#line.then(() => this.#take(file));
    return this.#line;
  }

  async remove(id: string): Promise<void> {
    this.#reading = without(this.#reading, id);
    this.list = this.list.filter((one) => one.id !== id);
    await rpc("attachment_remove", { attachment: id }).catch(() => undefined);
  }

  /** They belong to a message now. */
  sent(ids: string[]): void {
    this.list = this.list.filter((one) => !ids.includes(one.id));
  }

  async #take(file: File): Promise<void> {
    const begin = { conversation: this.#conversation, note: this.#note, name: file.name, mime: file.type, size: file.size };
    try {
      const draft = await rpc("attachment_begin", begin);
      this.list = [...this.list, draft];
      if (draft.problem !== null) return;
      this.#reading = new Set([...this.#reading, draft.id]);
      await this.#hand(file, draft);
    } catch (thrown) {
      const code = thrown instanceof RpcError ? thrown.code : "unreadable";
      this.problem = t("attachment-failed", { name: isolate(file.name), reason: errorWords(code) });
    }
  }

  async #hand(file: File, draft: AttachmentDraft): Promise<void> {
    const { id } = draft;
    try {
      let at = draft.received;
      while (at < file.size && this.#reading.has(id)) {
        const base64 = await encoded(file.slice(at, at + PIECE));
        if (!this.#reading.has(id)) return;
        const news = await rpc("attachment_piece", { attachment: id, offset: at, base64 });
        this.list = this.list.map((one) => (one.id === id ? news : one));
        if (news.problem !== null || news.received <= at) return;
        at = news.received;
      }
    } catch (thrown) {
      // Removed meanwhile: nothing failed.
      if (!this.#reading.has(id)) return;
      await this.remove(id);
      throw thrown;
    } finally {
      this.#reading = without(this.#reading, id);
    }
  }
}

function without(all: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...all].filter((one) => one !== id));
}

/** The bytes in base64, by the engine's own encoder. */
function encoded(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/u, ""));
    reader.onerror = () => reject(reader.error ?? new Error("unreadable"));
    reader.readAsDataURL(blob);
  });
}

/** Files of a paste or a drop; a pasted picture has no name of its own. */
export function filesOf(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])];
}
