// The panel beside the thread.

import type { GuestPanel } from "../generated/GuestPanel";
import { rpc } from "../ipc/commands";

class Guest {
  panel = $state.raw<GuestPanel>();
  /** Shown beside the thread on a wide window. */
  shown = $state(true);
  /** Slid in over the thread on a narrower one. */
  over = $state(false);
  #conversation: string | null = null;

  async load(conversation: string | null): Promise<void> {
    if (this.#conversation !== conversation) this.panel = undefined;
    this.#conversation = conversation;
    if (conversation === null) return;
    const panel = await rpc("guest_panel", { conversation }).catch(() => undefined);
    if (this.#conversation === conversation && panel) this.panel = panel;
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
