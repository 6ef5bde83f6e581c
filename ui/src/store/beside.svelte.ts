// Colleagues who have a conversation open, and who of them writes there (BEYOND 2.5.1). Signals, not facts: what is not said again runs out.

import type { StaffRef } from "../generated/StaffRef";
import { house } from "./house.svelte";

/** A colleague in a conversation, until when by this computer's clock; 0 = not. */
type There = { viewing: number; writing: number };
export type Colleague = StaffRef & { writing: boolean };

const over = ({ viewing, writing }: There): number => Math.max(viewing, writing);

class Beside {
  /** By `<conversation>/<colleague>`. */
  #there = $state.raw<ReadonlyMap<string, There>>(new Map());
  #timer: ReturnType<typeof setTimeout> | undefined;

  hear(what: "viewing" | "writing", conversation: string, staff: string, until: number): void {
    const key = `${conversation}/${staff}`;
    const before = this.#there.get(key) ?? { viewing: 0, writing: 0 };
    // Who has left writes no more.
    const left = what === "viewing" && until <= Date.now();
    const now = left ? { viewing: 0, writing: 0 } : { ...before, [what]: until };
    this.#there = new Map(this.#there).set(key, now);
    this.#sweep();
  }

  /** Who else is there, writers first. */
  of(conversation: string): Colleague[] {
    const here = house.staff.flatMap((one) => {
      const there = this.#there.get(`${conversation}/${one.id}`);
      return there ? [{ ...one, writing: there.writing > 0 }] : [];
    });
    return here.sort((a, b) => Number(b.writing) - Number(a.writing));
  }

  forget(): void {
    clearTimeout(this.#timer);
    this.#there = new Map();
  }

  /** Drops what has run out, and comes back when the next does. */
  #sweep(): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    const kept = new Map<string, There>();
    let next = Number.POSITIVE_INFINITY;
    for (const [key, { viewing, writing }] of this.#there) {
      const there = { viewing: viewing > now ? viewing : 0, writing: writing > now ? writing : 0 };
      if (over(there) === 0) continue;
      kept.set(key, there);
      next = Math.min(next, there.viewing || next, there.writing || next);
    }
    this.#there = kept;
    if (kept.size > 0) this.#timer = setTimeout(() => this.#sweep(), next - now);
  }
}

export const beside = new Beside();
