// Runs the first request at once and gathers what comes until the frame after it (never a poll, never a queue of its own).

import { nextFrame } from "./frame";

/** `run` gets everything `merge`d since it last started. */
export function coalesce<T>(merge: (into: T, more: T) => T, run: (all: T) => Promise<unknown>): (news: T) => void {
  let busy = false;
  let waiting: T | undefined;

  async function start(news: T): Promise<void> {
    busy = true;
    let next: T | undefined = news;
    while (next !== undefined) {
      const batch: T = next;
      waiting = undefined;
      await Promise.all([run(batch).catch(() => undefined), nextFrame()]);
      next = waiting;
    }
    busy = false;
  }

  return (news) => {
    if (!busy) return void start(news);
    waiting = waiting === undefined ? news : merge(waiting, news);
  };
}
