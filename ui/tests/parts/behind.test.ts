import { render, screen } from "@testing-library/svelte";
import { tick } from "svelte";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import Composer from "../../src/composer/Composer.svelte";
import type { SyncStatus } from "../../src/generated/SyncStatus";
import { headerOf, LIVE, ME, NOW, row } from "../../src/ipc/fake-data";
import { app } from "../../src/store/app.svelte";
import { composer } from "../../src/store/composer.svelte";
import { thread } from "../../src/store/thread.svelte";

const mine = row("c2", { status: "AGENT_ASSIGNED", mine: true, last_at: NOW });

function sync(more: Partial<SyncStatus>): void {
  app.setState({ phase: "signed_in", me: { ...ME }, sync: { ...LIVE, clock_offset: NOW - Date.now(), ...more } });
}

/** Lets what is loaded and drawn come, and `milliseconds` pass. */
async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
  for (let n = 0; n < 20; n += 1) await Promise.resolve();
  await tick();
}

const told = (): string | null => screen.queryByTestId("behind")?.textContent?.replaceAll(/[\u2066-\u2069]/gu, "").trim() ?? null;

beforeEach(() => {
  vi.useFakeTimers();
  sync({});
  thread.fetching = false;
  thread.messages = [];
});
afterEach(() => {
  vi.useRealTimers();
  thread.fetching = false;
});

// Issue 4.6; BEYOND 5.2
describe("a thread that may be behind", () => {
  it("says so above Send while the desk catches up, with when it was last current, and leaves Send as it is", async () => {
    render(Composer, { props: { header: headerOf(mine) } });
    sync({ state: "behind", complete_to: Date.parse("2025-11-20T09:02:00Z") });
    await pass(5_100);
    expect(told()).toBe("This conversation may be behind, last checked 09:02. You can send: if a colleague answered since, your reply is held for you.");
    const line = screen.getByTestId("behind");
    expect(line).toHaveAttribute("role", "status");
    expect(line.compareDocumentPosition(screen.getByTestId("send"))).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(screen.getByTestId("send")).toHaveTextContent("Send");
    sync({});
    await pass(0);
    expect(told()).toBeNull();
  });

  it("does not say so for a hiccup, however often", async () => {
    render(Composer, { props: { header: headerOf(mine) } });
    for (let n = 0; n < 3; n += 1) {
      sync({ state: "behind" });
      await pass(4_000);
      expect(told()).toBeNull();
      sync({});
      await pass(1_000);
      expect(told()).toBeNull();
    }
  });

  it("says so while its messages are still being fetched", async () => {
    thread.fetching = true;
    render(Composer, { props: { header: headerOf(mine) } });
    await pass(5_100);
    expect(told()).toContain("still being fetched");
    thread.fetching = false;
    await pass(0);
    expect(told()).toBeNull();
  });

  it("says nothing offline, where what is written waits, nor of a note, which no guest gets", async () => {
    render(Composer, { props: { header: headerOf(mine) } });
    sync({ state: "offline", offline_since: NOW });
    await pass(6_000);
    expect(told()).toBeNull();
    expect(screen.getByTestId("send")).toHaveTextContent("Queue");
    sync({ state: "behind" });
    composer.note = true;
    await pass(6_000);
    expect(told()).toBeNull();
  });
});
