// Who is signed in and how fresh the desk is.

import type { AppState } from "../generated/AppState";
import type { Me } from "../generated/Me";
import type { SyncStatus } from "../generated/SyncStatus";
import { hotelDay } from "../time/hotel";
import { clock } from "./clock.svelte";

class App {
  /** Absent until the desk has said anything. */
  state = $state.raw<AppState>();
  /** `4 sent`, for 6 s after the queue went out (DESIGN_UI 7). */
  flushed = $state(0);
  #flushTimer: ReturnType<typeof setTimeout> | undefined;

  readonly me: Me | undefined = $derived(this.state?.phase === "signed_in" ? this.state.me : undefined);
  readonly sync: SyncStatus | undefined = $derived(this.state?.phase === "signed_in" ? this.state.sync : undefined);
  readonly offline = $derived(this.sync?.state === "offline");
  readonly zone = $derived(this.me?.time_zone ?? "UTC");
  /** The hotel's calendar day. */
  readonly today = $derived(hotelDay(clock.now, this.zone));

  setState(state: AppState): void {
    this.state = state;
    if (state.phase === "signed_in") clock.setOffset(state.sync.clock_offset);
  }

  setSync(status: SyncStatus): void {
    if (this.state?.phase !== "signed_in") return;
    this.state = { ...this.state, sync: status };
    clock.setOffset(status.clock_offset);
  }

  setFlushed(sent: number): void {
    this.flushed = sent;
    clearTimeout(this.#flushTimer);
    this.#flushTimer = setTimeout(() => (this.flushed = 0), 6000);
  }
}

export const app = new App();
