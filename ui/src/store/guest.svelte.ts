// The panel beside the thread.

import type { GuestPanel } from "../generated/GuestPanel";
import { rpc } from "../ipc/commands";
import { RpcError } from "../ipc/transport";

class Guest {
  panel = $state.raw<GuestPanel>();
  /** Code of the last failed question. */
  error = $state<string | null>(null);
  /** Shown beside the thread on a wide window. */
  shown = $state(true);
  /** Slid in over the thread on a narrower one. */
  over = $state(false);
  #conversation: string | null = null;

  async load(conversation: string | null): Promise<void> {
    if (this.#conversation !== conversation) this.panel = undefined;
    this.#conversation = conversation;
    this.error = null;
    if (conversation === null) return;
    try {
      const panel = await rpc("guest_panel", { conversation });
      if (this.#conversation === conversation) this.panel = panel;
    } catch (thrown) {
      if (this.#conversation === conversation) this.error = thrown instanceof RpcError ? thrown.code : "internal";
    }
  }

  refresh(): Promise<void> {
    return this.load(this.#conversation);
  }

  toggle(wide: boolean): void {
    if (wide) this.shown = !this.shown;
    else this.over = !this.over;
  }
}

export const guest = new Guest();
