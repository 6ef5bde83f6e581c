// Drafts live in the desk, per conversation and mode, so that they survive the window.

import { rpc } from "../ipc/commands";

const SAVE_AFTER = 300;

export class Draft {
  text = $state("");
  readonly #conversation: string;
  readonly #note: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #touched = false;

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

  /** Saves at once what is not saved yet. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#save();
  }

  #save(): void {
    this.#timer = undefined;
    const args = { conversation: this.#conversation, note: this.#note, text: this.text };
    void rpc("save_draft", args).catch(() => undefined);
  }
}
