import { describe, expect, it } from "vitest";
import { dayRule, fileSize, languageName, money, replyWindow, stayPhrase, stayRange, unreadCount, waited } from "../../src/time/figures";
import { HOUR, MINUTE, clock, clockWithSeconds, hotelDay, listTime, moment } from "../../src/time/hotel";

const LISBON = "Europe/Lisbon";
const NOW = Date.parse("2025-11-20T09:42:18Z");
const TODAY = "2025-11-20";
/** Ordinary spaces, to read the tables below. */
const plain = (words: string): string => words.replaceAll("\u00a0", " ");

describe("times of the hotel", () => {
  it("shows instants in the hotel's zone, whatever zone this computer is in", () => {
    expect(clock(NOW, LISBON)).toBe("09:42");
    expect(clock(NOW, "Asia/Tokyo")).toBe("18:42");
    expect(hotelDay(Date.parse("2025-11-20T23:30:00Z"), "Asia/Tokyo")).toBe("2025-11-21");
    expect(clock(Date.parse("2025-07-01T23:30:00Z"), LISBON)).toBe("00:30");
    expect(clockWithSeconds(NOW, LISBON)).toBe("09:42:18");
  });

  // SPEC 11
  it.each([
    ["2025-11-20T09:38:00Z", "09:38"],
    ["2025-11-20T00:01:00Z", "00:01"],
    ["2025-11-19T23:59:00Z", "Wed"],
    ["2025-11-14T12:00:00Z", "Fri"],
    ["2025-11-13T12:00:00Z", "13 Nov"],
    ["2024-11-14T12:00:00Z", "14 Nov 2024"],
  ])("writes the time of a row of %s as %s", (at, words) => {
    expect(listTime(Date.parse(at), NOW, LISBON)).toBe(words);
  });

  it("names the day beside an hour that is not today's", () => {
    expect(moment(NOW - HOUR, NOW, LISBON)).toBe("08:42");
    expect(moment(NOW - 24 * HOUR, NOW, LISBON)).toBe("Wed 09:42");
  });

  // SPEC 27
  it.each([
    [TODAY, "Today, Thursday 20 November"],
    ["2025-11-19", "Yesterday, Wednesday 19 November"],
    ["2025-11-18", "Tuesday 18 November"],
    ["2024-11-18", "Monday 18 November 2024"],
  ])("heads the messages of %s with %s", (day, words) => {
    expect(dayRule(day, TODAY)).toBe(words);
  });
});

describe("figures", () => {
  it.each([
    [59_000, "now"],
    [MINUTE, "1 min"],
    [72 * MINUTE, "1 h 12 min"],
    [26 * HOUR, "1 d 2 h"],
  ])("says how long somebody waited: %s ms is %s", (milliseconds, words) => {
    expect(plain(waited(milliseconds))).toBe(words);
  });

  it("keeps figure and unit on one line", () => {
    expect(waited(4 * MINUTE)).toBe("4\u00a0min");
  });

  it.each([
    [184_000, "184 KB"],
    [2_400_000, "2.4 MB"],
    [999, "999 bytes"],
    [999_600, "1.0 MB"],
  ])("writes %s bytes as %s", (bytes, words) => {
    expect(plain(fileSize(bytes))).toBe(words);
  });

  it("writes money with cents, totals of stays without", () => {
    expect(money(128_400, "EUR")).toBe("€1,284.00");
    expect(money(731_800, "EUR", true)).toBe("€7,318");
    expect(money(100, "not a currency")).toBe("not a currency 1.00");
  });

  // SPEC 13
  it("caps unread at 99", () => {
    expect([1, 99, 100].map(unreadCount)).toEqual(["1", "99", "99+"]);
  });

  it("names a language and says nothing for a code without one", () => {
    expect(languageName("pt-BR")).toBe("Portuguese");
    expect(languageName("???")).toBeNull();
  });

  // SPEC 58
  it.each([
    ["2025-11-20", "2025-11-23", "20–23 Nov"],
    ["2025-11-30", "2025-12-02", "30 Nov–2 Dec"],
    ["2024-10-02", "2024-10-06", "2–6 Oct 2024"],
    ["2025-12-30", "2026-01-02", "30 Dec 2025–2 Jan 2026"],
  ])("writes the stay from %s to %s as %s", (from, to, words) => {
    expect(stayRange(from, to, TODAY)).toBe(words);
  });

  it.each([
    [{ room: "412", check_in: TODAY, check_out: "2025-11-23" }, "Room 412, arrives today"],
    [{ room: "412", check_in: "2025-11-18", check_out: "2025-11-23" }, "Room 412 until 23 Nov"],
    [{ room: "412", check_in: "2025-11-18", check_out: TODAY }, "Room 412, leaves today"],
    [{ room: null, check_in: "2025-11-22", check_out: "2025-11-26" }, "Arrives 22 Nov"],
    [{ room: null, check_in: "2025-10-22", check_out: "2025-10-26" }, null],
    [{ room: null, check_in: null, check_out: null }, null],
  ])("says where the guest is: %j is %s", (stay, words) => {
    expect(stayPhrase(stay, TODAY)).toBe(words);
  });
});

describe("the reply window", () => {
  const window = (left: number) => replyWindow(NOW + left, false, NOW, LISBON);

  // SPEC 49
  it("is ink above an hour, amber under it, shut from the closing instant on", () => {
    expect(window(23 * HOUR + 56 * MINUTE)).toMatchObject({ state: "open", percent: 100 });
    expect(window(HOUR + 1)).toMatchObject({ state: "open" });
    expect(window(HOUR)).toMatchObject({ state: "soon" });
    expect(window(1)).toMatchObject({ state: "soon" });
    expect(window(0)).toMatchObject({ state: "shut" });
  });

  // SPEC 49
  it("says the time left, the closing time, and when it closed", () => {
    const words = (left: number) => plain((window(left) as { words: string }).words);
    expect(words(23 * HOUR + 56 * MINUTE)).toBe("Reply window 23 h 56 min");
    expect(words(39 * MINUTE)).toBe("Closes at 10:21, 39 min left");
    expect(words(-90 * MINUTE)).toBe("Reply window closed 08:12");
    expect(words(-24 * HOUR)).toBe("Reply window closed 19 Nov, 09:42");
  });

  it("does not exist on a channel without one, and was never open where the guest never wrote", () => {
    expect(replyWindow(null, false, NOW, LISBON)).toEqual({ state: "none" });
    expect(replyWindow(null, true, NOW, LISBON)).toEqual({ state: "never" });
  });
});
