// Whether what is on screen may be behind what was said (SPEC 19, BEYOND 5.2). Pure.

import type { SyncStatus } from "../generated/SyncStatus";
import { MINUTE } from "../time/hotel";

/** `behind`: the desk is catching up, or has not been told for long that it is current. `fetching`: this thread is not all here. */
export type Doubt = "behind" | "fetching";

/** A current desk is told so every few seconds. */
const STALE = MINUTE;

/** Messages of a thread whose end is surely here; older ones are fetched for whoever scrolls, and say nothing about the end. */
const ENOUGH = 50;

/** What to doubt at relay time `now`; out of reach there is nothing to doubt, what is written waits (`queue`). */
export function doubtOf(sync: SyncStatus | undefined, shown: { fetching: boolean; count: number }, now: number): Doubt | null {
  if (!sync || sync.state === "offline") return null;
  if (sync.state === "behind" || (sync.complete_to !== null && now - sync.complete_to > STALE)) return "behind";
  return shown.fetching && shown.count < ENOUGH ? "fetching" : null;
}
