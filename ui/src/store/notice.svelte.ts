// What went wrong with the last thing a person did; one line above the status bar until it is closed or 10 s are over.

import { RpcError } from "../ipc/transport";
import { errorWords, t } from "../words/words";

class Notice {
  words = $state<string | null>(null);
  detail = $state<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  fail(thrown: unknown): void {
    const error = thrown instanceof RpcError ? thrown : new RpcError("internal", String(thrown));
    this.#show(t("notice-failed", { reason: errorWords(error.code) }), error.detail ?? error.code);
  }

  say(words: string): void {
    this.#show(words, null);
  }

  close(): void {
    clearTimeout(this.#timer);
    this.words = null;
    this.detail = null;
  }

  #show(words: string, detail: string | null): void {
    this.words = words;
    this.detail = detail;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.close(), 10_000);
  }
}

export const notice = new Notice();
