// Sends what is unsent: in order, once, and again after a cut line or a reload under the same id.

import { uuid } from "./keep.js";
import { Refused } from "./media.js";

/** What the relay may say about a message that trying again does not mend. */
const FINAL = new Set(["bad_frame", "frame_too_large", "invalid", "not_found", "too_long"]);
const PAUSE = 3_000;

export class Outbox {
  #keep;
  #line;
  #upload;
  #onChange;
  #onUploaded;
  #flying = null;
  #uploading = null;
  #stopUpload = null;
  #pause = 0;

  /** How far the file of the unsent message with this id is, 0 to 1. */
  progress = new Map();

  /**
   * @param {{ keep: any, line: any, upload: Function, onUploaded: (media: string, file: Blob) => void, onChange: () => void }} options
   */
  constructor({ keep, line, upload, onUploaded, onChange }) {
    this.#keep = keep;
    this.#line = line;
    this.#upload = upload;
    this.#onUploaded = onUploaded;
    this.#onChange = onChange;
    // Another tab of the same visitor sent or wrote something.
    addEventListener("storage", () => this.#onChange());
  }

  /** Writes a message down, and sends it as soon as it can be sent. */
  async add({ text, file, choice, replyTo }) {
    const id = uuid();
    const described = file && { name: file.name, mime: file.type || "application/octet-stream", size: file.size };
    if (file) await this.#keep.keepFile(id, file);
    this.#keep.add({ id, text, file: described, choice, replyTo, at: Date.now() });
    this.#onChange();
    this.run();
  }

  /** The line is there. What flew when it broke flies again. */
  connected() {
    this.#flying = null;
    this.run();
  }

  disconnected() {
    this.#flying = null;
    this.#stopUpload?.();
  }

  /** Sends what can go now. */
  run() {
    if (!this.#line.isOpen) return;
    this.#sendNext();
    void this.#uploadNext();
  }

  #sendNext() {
    if (this.#flying || this.#pause > Date.now()) return;
    const next = this.#keep.unsent().find((entry) => !entry.failed && (!entry.file || entry.media));
    if (!next) return;
    this.#flying = next.id;
    const frame = { type: "message", client_msg_id: next.id };
    if (next.text) frame.text = next.text;
    if (next.media) frame.media = next.media;
    if (next.choice) frame.choice = next.choice;
    if (next.replyTo) frame.reply_to = next.replyTo;
    if (!this.#line.send(frame)) this.#flying = null;
  }

  async #uploadNext() {
    if (this.#uploading) return;
    const next = this.#keep.unsent().find((entry) => entry.file && !entry.media && !entry.failed);
    if (!next) return;
    this.#uploading = next.id;
    let failed = null;
    try {
      const file = await this.#keep.file(next.id);
      if (!file) throw new Refused("lost");
      const going = this.#upload(file, next.file, (part) => {
        this.progress.set(next.id, part);
        this.#onChange();
      });
      this.#stopUpload = going.stop;
      const { media, mime, size } = await going.done;
      this.#onUploaded(media, file);
      this.#keep.change(next.id, { media, file: { ...next.file, mime: mime ?? next.file.mime, size: size ?? next.file.size } });
    } catch (error) {
      if (error instanceof Refused) this.#keep.change(next.id, { failed: error.message });
      else failed = error;
    }
    this.#uploading = null;
    this.#stopUpload = null;
    this.progress.delete(next.id);
    this.#onChange();
    if (failed) setTimeout(() => this.run(), PAUSE);
    else this.run();
  }

  /** The relay has it: it is unsent no more. */
  settled(id) {
    const entry = this.#keep.unsent().find((one) => one.id === id);
    this.#keep.remove(id);
    if (this.#flying === id) this.#flying = null;
    this.run();
    return entry;
  }

  /** The relay does not take it: for now, or at all. */
  refused({ client_msg_id: id, code, retry_after: seconds }) {
    if (this.#flying === id) this.#flying = null;
    if (FINAL.has(code)) {
      this.#keep.change(id, { failed: code });
      this.#onChange();
      return this.run();
    }
    // It waited too long at the relay, whose visitor was away: it is brought again.
    if (code === "unknown_media") this.#keep.change(id, { media: undefined });
    const wait = Math.max(1, Number(seconds) || 0) * 1000;
    this.#pause = Date.now() + wait;
    setTimeout(() => this.run(), wait + 10);
  }

  retry(id) {
    this.#keep.change(id, { failed: undefined, media: undefined });
    this.#onChange();
    this.run();
  }

  discard(id) {
    this.#keep.remove(id);
    if (this.#uploading === id) this.#stopUpload?.();
    this.#onChange();
    this.run();
  }
}
