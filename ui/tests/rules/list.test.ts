import { describe, expect, it } from "vitest";
import { toggled } from "../../src/inbox/filter";
import { marked } from "../../src/inbox/marks";
import { OVERSCAN, reveal, visible } from "../../src/inbox/virtual";
import { message } from "../../src/ipc/fake-data";
import { threadItems } from "../../src/thread/items";

describe("which rows exist", () => {
  it("is what can be seen and a few more, whatever the length", () => {
    expect(visible(0, 580, 58, 100_000)).toEqual({ first: 0, last: 9 + OVERSCAN });
    expect(visible(58_000, 580, 58, 100_000)).toEqual({ first: 1000 - OVERSCAN, last: 1009 + OVERSCAN });
    expect(visible(0, 580, 58, 3)).toEqual({ first: 0, last: 2 });
    expect(visible(9_999_999, 580, 58, 3).first).toBe(2);
    expect(visible(0, 580, 58, 0)).toEqual({ first: 0, last: -1 });
  });

  it("scrolls no further than needed to show a row", () => {
    expect(reveal(5, 0, 580, 58)).toBe(0);
    expect(reveal(10, 0, 580, 58)).toBe(58);
    expect(reveal(3, 580, 580, 58)).toBe(174);
  });
});

describe("filters", () => {
  // SPEC 6, 7, 8
  it("adds and takes away choices; Open is none and All stands alone", () => {
    expect(toggled([], "RESOLVED")).toEqual(["RESOLVED"]);
    expect(toggled(["RESOLVED"], "RESOLVED")).toEqual([]);
    expect(toggled(["RESOLVED"], "all")).toEqual(["all"]);
    expect(toggled(["all"], "EXPIRED")).toEqual(["EXPIRED"]);
    expect(toggled(["EXPIRED"], "open")).toEqual([]);
  });
});

describe("marks of a search", () => {
  it("cuts the excerpt at the matches and survives ranges that make no sense", () => {
    expect(marked("late check-out", [[5, 10]])).toEqual([
      { text: "late ", hit: false },
      { text: "check", hit: true },
      { text: "-out", hit: false },
    ]);
    expect(marked("abc", [[2, 99], [0, 1], [0, 3]])).toEqual([
      { text: "a", hit: true },
      { text: "bc", hit: true },
    ]);
    expect(marked("abc", [[3, 1]])).toEqual([{ text: "abc", hit: false }]);
  });
});

describe("the log", () => {
  const LISBON = "Europe/Lisbon";
  const at = (time: string): number => Date.parse(`2025-11-${time}Z`);

  // SPEC 27
  it("puts a rule before the first message of each of the hotel's days", () => {
    const items = threadItems(
      [message("a", { at: at("19T23:59:00") }), message("b", { at: at("20T00:01:00") }), message("c", { at: at("20T00:02:00") })],
      LISBON,
    );
    expect(items.map((item) => item.key)).toEqual(["day-2025-11-19", "a", "day-2025-11-20", "b", "c"]);
  });

  it("joins messages of one voice and starts again after an event", () => {
    const event = message("e", { author: "system", content: { type: "event", event: "claimed" }, at: at("20T09:02:00") });
    const items = threadItems(
      [message("a", { at: at("20T09:00:00") }), message("b", { at: at("20T09:01:00") }), event, message("c", { at: at("20T09:03:00") })],
      LISBON,
    );
    const continued = items.flatMap((item) => (item.kind === "message" ? [item.continued] : []));
    expect(continued).toEqual([false, true, false]);
    expect(items[3]?.kind).toBe("event");
  });

  it("ticks what the guest chose", () => {
    const asked = message("q", { author: "bot", content: { type: "buttons", choices: [{ id: "x", title: "X" }] } });
    const items = threadItems([asked, message("r", { content: { type: "choice_reply", id: "x" } })], LISBON);
    expect(items.find((item) => item.key === "q")).toMatchObject({ chosen: "x" });
  });
});
