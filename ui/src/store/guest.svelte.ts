// The panel beside the thread.

import type { GuestPanel } from "../generated/GuestPanel";
import { rpc } from "../ipc/commands";
import { RpcError } from "../ipc/transport";

/** The panel of the guest before stays until the next one is here, unless that takes longer than this (DESIGN_UI 7). */
const PATIENCE = 400;

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
    const other = this.#conversation !== conversation;
    this.#conversation = conversation;
    if (conversation === null) {
      this.panel = undefined;
      this.error = null;
      return;
    }
    const isAsked = (): boolean => this.#conversation === conversation;
    const late = setTimeout(() => other && isAsked() && (this.panel = undefined), PATIENCE);
    try {
      const panel = await rpc("guest_panel", { conversation });
      if (!isAsked()) return;
      this.panel = panel;
      this.error = null;
    } catch (thrown) {
      if (!isAsked()) return;
      if (other) this.panel = undefined;
      this.error = thrown instanceof RpcError ? thrown.code : "internal";
    } finally {
      clearTimeout(late);
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
