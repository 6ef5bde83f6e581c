// The guest beside the thread (DESIGN_UI 4, 11).

import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import App from "../../src/App.svelte";
import { LIVE, NOW, headerOf } from "../../src/ipc/fake-data";
import { app } from "../../src/store/app.svelte";
import { desk } from "../setup";

beforeEach(() => {
  app.state = undefined;
});

async function open(id: string): Promise<HTMLElement> {
  await waitFor(() => expect(document.querySelector(`#row-${id}`)).not.toBeNull());
  await userEvent.setup().click(document.querySelector(`#row-${id}`) as Element);
  const panel = await screen.findByTestId("guest-panel");
  const name = desk().find(id).name;
  await waitFor(() => expect(panel).toHaveTextContent(name));
  return panel;
}

const pictures = (): HTMLElement[] => screen.queryAllByTestId("guest-picture");

describe("the picture", () => {
  // SPEC 56
  it("stands in the panel, and initials where there is none", async () => {
    render(App);
    const panel = await open("c3");
    await waitFor(() => expect(pictures()).toHaveLength(1));
    expect(pictures()[0]).toHaveAttribute("src", expect.stringContaining("guest-boat.jpg"));
    await open("c2");
    await waitFor(() => expect(pictures()).toHaveLength(0));
    expect(panel).toHaveTextContent("MA");
  });

  // SPEC 56
  it("gives way to the initials where it does not come, and is asked for again with the relay back", async () => {
    render(App);
    const panel = await open("c3");
    const picture = await screen.findByTestId("guest-picture");
    desk().emit({ event: "sync", status: { ...LIVE, state: "offline", offline_since: LIVE.complete_to } });
    await fireEvent.error(picture);
    await waitFor(() => expect(pictures()).toHaveLength(0));
    expect(panel).toHaveTextContent("CD");
    desk().emit({ event: "sync", status: { ...LIVE } });
    const again = await screen.findByTestId("guest-picture");
    expect(again.getAttribute("src")).not.toBe(picture.getAttribute("src"));
  });
});

describe("the clock", () => {
  const shown = (): string | null | undefined => screen.queryByTestId("guest-clock")?.textContent?.replace(/[\u2068\u2069]/g, "");

  // DESIGN_UI 11
  it("says the guest's time where it is not the hotel's, and goes on", async () => {
    render(App);
    await open("c2");
    await waitFor(() => expect(shown()).toBe("06:42 in São Paulo"));
    desk().emit({ event: "sync", status: { ...LIVE, clock_offset: LIVE.clock_offset + 60_000 } });
    await waitFor(() => expect(shown()).toBe("06:43 in São Paulo"));
    await open("c1");
    await waitFor(() => expect(shown()).toMatch(/^13:4\d, United Arab Emirates$/));
    await open("c5");
    await waitFor(() => expect(shown()).toBeUndefined());
    await open("c4");
    expect(shown()).toBeUndefined();
  });
});

describe("the bot's brief", () => {
  const brief = (): HTMLElement | null => screen.queryByTestId("bot-brief");

  // DESIGN_UI 4
  it("says what the guest came with, tapped and stopped at, and why", async () => {
    render(App);
    await open("c1");
    await waitFor(() => expect(brief()).not.toBeNull());
    expect(brief()).toHaveTextContent("What the bot already knows in Arabic");
    expect(brief()).toHaveTextContent("أحتاج غرفتين لعائلتي");
    expect(brief()).toHaveTextContent("جناح عائلي");
    expect(brief()).toHaveTextContent("Stopped: أريد التحدث مع موظف");
    expect(brief()).toHaveTextContent("The guest asked for a person.");
    expect(brief()).toHaveTextContent("09:38, waits 4 min");
    await open("c2");
    expect(brief()).toBeNull();
  });

  // DESIGN_UI 4
  it("leaves out what is not known, and goes a minute after the claim", async () => {
    const header = headerOf(desk().find("c2"));
    const until = NOW + 60_000;
    const short = { asked: null, tapped: [], stopped: null, reason: "bot_off", since: NOW - 120_000, until };
    const answer = { ...header, brief: short };
    desk().handlers.open_conversation = () => ({ header: answer, page: { messages: [], before: null, after: null, fetching: false, out_of_reach: false } });
    render(App);
    await open("c2");
    await waitFor(() => expect(brief()).not.toBeNull());
    expect(brief()?.querySelectorAll("dt")).toHaveLength(2);
    expect(brief()?.querySelector("ul")).toBeNull();
    desk().emit({ event: "sync", status: { ...LIVE, clock_offset: LIVE.clock_offset + 61_000 } });
    await waitFor(() => expect(brief()).toBeNull());
  });
});
