// "Staff is typing", for the guest's page. A signal, not a fact: it may get lost, so nothing waits for it.

import { rpc } from "../ipc/commands";

/** Said again at most this often while somebody goes on typing. */
const AGAIN_AFTER = 3000;
/** Nobody types any more. */
const QUIET_AFTER = 5000;

export class Typing {
  readonly #conversation: string;
  #saidAt = Number.NEGATIVE_INFINITY;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(conversation: string) {
    this.#conversation = conversation;
  }

  /** A key changed the text; `now` is any clock that only goes forward. */
  typed(now: number): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.stop(), QUIET_AFTER);
    if (now - this.#saidAt < AGAIN_AFTER) return;
    this.#saidAt = now;
    this.#say(true);
  }

  /** Sent, emptied, left, or gone quiet. */
  stop(): void {
    clearTimeout(this.#quiet);
    if (this.#saidAt === Number.NEGATIVE_INFINITY) return;
    this.#saidAt = Number.NEGATIVE_INFINITY;
    this.#say(false);
  }

  #say(on: boolean): void {
    void rpc("typing", { conversation: this.#conversation, on }).catch(() => undefined);
  }
}
