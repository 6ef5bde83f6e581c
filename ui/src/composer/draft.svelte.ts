// A draft lives in the desk, per conversation and mode, so that it survives the window.

import { rpc } from "../ipc/commands";
import { RpcError } from "../ipc/transport";

const SAVE_AFTER = 300;

export class Draft {
  text = $state("");
  /** Why the desk cannot keep it, as a code; the text is still here. */
  problem = $state<string | null>(null);
  readonly #conversation: string;
  readonly #note: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #touched = false;
  /** A save is on its way; the next one waits, so that an older text never overwrites a newer one. */
  #saving: Promise<void> | undefined;
  #again = false;
  /** Sends that have not answered; meanwhile the kept draft stays what it was, so that a crash loses nothing. */
  #giving = 0;
  #line: Promise<unknown> = Promise.resolve();

  constructor(conversation: string, note: boolean) {
    this.#conversation = conversation;
    this.#note = note;
  }

  async load(): Promise<void> {
    const saved = await rpc("draft", { conversation: this.#conversation, note: this.#note }).catch(() => "");
    // What was typed meanwhile is newer.
    if (!this.#touched) this.text = saved;
  }

  write(text: string): void {
    this.#touched = true;
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), SAVE_AFTER);
  }

  /** Saves at once what is not saved yet; resolves when it is. */
  async flush(): Promise<void> {
    if (this.#timer !== undefined) this.#save();
    await this.#saving;
  }

  /**
   * Empties the draft and gives its text away, one after the other in the order of asking. If `send` fails, the text comes
   * back in front of what was typed meanwhile.
   */
  async give(send: (text: string) => Promise<unknown>): Promise<void> {
    const text = this.text.trim();
    this.#touched = true;
    this.text = "";
    this.#giving += 1;
    const sent = this.#line.then(() => send(text));
    this.#line = sent.catch(() => undefined);
    try {
      await sent;
    } catch (thrown) {
      if (text !== "") this.text = this.text === "" ? text : `${text}\n${this.text}`;
      throw thrown;
    } finally {
      this.#giving -= 1;
      this.#save();
    }
  }

  #save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#again = true;
    if (this.#giving === 0) this.#saving ??= this.#run();
  }

  async #run(): Promise<void> {
    while (this.#again && this.#giving === 0) {
      this.#again = false;
      try {
        await rpc("save_draft", { conversation: this.#conversation, note: this.#note, text: this.text });
        this.problem = null;
      } catch (thrown) {
        this.problem = thrown instanceof RpcError ? thrown.code : "internal";
      }
    }
    this.#saving = undefined;
  }
}
