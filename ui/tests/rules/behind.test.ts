import { describe, expect, it } from "vitest";
import { doubtOf } from "../../src/composer/behind";
import { LIVE, NOW } from "../../src/ipc/fake-data";

const here = { fetching: false, count: 50 };
const MINUTE = 60_000;

// Issue 4.6; BEYOND 5.2
describe("whether a thread may be behind", () => {
  it("is no question while the desk is told that it is current", () => {
    expect(doubtOf(LIVE, here, NOW + 10_000)).toBeNull();
    // Asked every few seconds where no stream gets through is current, too.
    expect(doubtOf({ ...LIVE, polling: true }, here, NOW + 10_000)).toBeNull();
  });

  it("is doubted while the desk catches up, and where it has not been told for long, polling or not", () => {
    expect(doubtOf({ ...LIVE, state: "behind" }, here, NOW)).toBe("behind");
    expect(doubtOf({ ...LIVE, complete_to: null, state: "behind" }, here, NOW)).toBe("behind");
    expect(doubtOf(LIVE, here, NOW + 2 * MINUTE)).toBe("behind");
    expect(doubtOf({ ...LIVE, polling: true }, here, NOW + 2 * MINUTE)).toBe("behind");
  });

  it("is doubted while its messages are fetched, but not for older ones somebody scrolled to", () => {
    expect(doubtOf(LIVE, { fetching: true, count: 3 }, NOW)).toBe("fetching");
    expect(doubtOf(LIVE, { fetching: true, count: 50 }, NOW)).toBeNull();
  });

  it("is not said twice: out of reach, what is written waits and is said to", () => {
    expect(doubtOf({ ...LIVE, state: "offline" }, { fetching: true, count: 0 }, NOW + 2 * MINUTE)).toBeNull();
    expect(doubtOf(undefined, here, NOW)).toBeNull();
  });
});
