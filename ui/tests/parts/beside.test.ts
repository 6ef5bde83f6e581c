import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import App from "../../src/App.svelte";
import { LIVE, ME } from "../../src/ipc/fake-data";
import { app } from "../../src/store/app.svelte";
import { beside } from "../../src/store/beside.svelte";
import { house } from "../../src/store/house.svelte";
import { INSTALLED, settings } from "../../src/store/settings.svelte";
import { desk } from "../setup";

beforeEach(() => {
  app.state = undefined;
  settings.now = INSTALLED;
  desk().state = { phase: "signed_in", me: { ...ME }, sync: { ...LIVE } };
});
afterEach(() => {
  cleanup();
  beside.forget();
});

async function open(id: string): Promise<void> {
  const user = userEvent.setup();
  render(App);
  await waitFor(() => expect(document.querySelector(`#row-${id}`)).not.toBeNull());
  await waitFor(() => expect(house.staff.length).toBeGreaterThan(1));
  await user.click(document.querySelector(`#row-${id}`) as Element);
  await screen.findByTestId("composer");
}

const tell = (event: "viewing" | "writing", conversation: string, staff: string, lasts = 45_000): void =>
  desk().emit({ event, conversation, staff, until: Date.now() + lasts });
const banner = (): string => screen.queryByTestId("banner")?.textContent?.replaceAll(/[\u2068\u2069]/gu, "").trim() ?? "";
const chip = (): string | null => screen.queryByTestId("beside")?.getAttribute("aria-label")?.replaceAll(/[\u2068\u2069]/gu, "") ?? null;

// BEYOND 2.5.1; DESIGN_UI 4: the banner "someone else has it open", one at a time.
describe("colleagues in the same conversation", () => {
  it("are named in the banner and in the header while they are there, and who writes comes first", async () => {
    await open("c2");
    expect([banner(), chip()]).toEqual(["", null]);
    tell("viewing", "c2", "tomas");
    await waitFor(() => expect(banner()).toBe("Tomás Reis has this open too. The bot stays silent while it is yours."));
    expect(chip()).toBe("Tomás Reis has this open too.");
    expect(screen.getByTestId("beside")).toHaveTextContent("TR");
    tell("viewing", "c2", "bruno");
    await waitFor(() => expect(banner()).toMatch(/ and 1 more have this open too\./u));
    tell("writing", "c2", "tomas");
    await waitFor(() => expect(banner()).toMatch(/^Tomás Reis is replying\./u));
    tell("writing", "c2", "tomas", 0);
    tell("viewing", "c2", "bruno", 0);
    await waitFor(() => expect(banner()).toMatch(/^Tomás Reis has this open too\./u));
    // Who leaves writes no more, whatever was said last.
    tell("writing", "c2", "tomas");
    tell("viewing", "c2", "tomas", 0);
    await waitFor(() => expect([banner(), chip()]).toEqual(["", null]));
  });

  it("never push away what is more urgent", async () => {
    await open("c1");
    tell("viewing", "c1", "tomas");
    await waitFor(() => expect(chip()).toBe("Tomás Reis has this open too."));
    expect(screen.getByTestId("banner")).toHaveAttribute("data-kind", "waiting");
  });

  it("are no news in their own conversation until they write", async () => {
    await open("c4");
    tell("viewing", "c4", "tomas");
    await waitFor(() => expect(chip()).not.toBeNull());
    expect(screen.getByTestId("banner")).toHaveAttribute("data-kind", "other");
    tell("writing", "c4", "tomas");
    await waitFor(() => expect(banner()).toBe("Tomás Reis is replying. You can read along and leave notes."));
    desk().emit({ event: "sync", status: { ...LIVE, state: "offline" } });
    await waitFor(() => expect(screen.getByTestId("banner")).toHaveAttribute("data-kind", "offline"));
  });

  it("are marked on the row, in words for screen readers, too", async () => {
    await open("c1");
    tell("viewing", "c2", "tomas");
    const row = document.querySelector("#row-c2") as Element;
    await waitFor(() => expect(row.querySelector("[data-testid=row-beside]")).not.toBeNull());
    expect(row.getAttribute("aria-label")).toMatch(/has this open too/u);
    expect(document.querySelector("#row-c3 [data-testid=row-beside]")).toBeNull();
  });
});

describe("what was said once", () => {
  it("runs out by itself: writing first, then looking", () => {
    vi.useFakeTimers();
    house.staff = [{ id: "tomas", name: "Tomás Reis", initials: "TR", presence: "online" }];
    const there = (): boolean[] => beside.of("c2").map((one) => one.writing);
    beside.hear("viewing", "c2", "tomas", Date.now() + 45_000);
    beside.hear("writing", "c2", "tomas", Date.now() + 6_000);
    beside.hear("viewing", "c2", "somebody new", Date.now() + 45_000);
    expect([there(), beside.of("c3")]).toEqual([[true], []]);
    vi.advanceTimersByTime(6_000);
    expect(there()).toEqual([false]);
    vi.advanceTimersByTime(39_000);
    expect(there()).toEqual([]);
    vi.useRealTimers();
  });
});
