import { beforeEach, describe, expect, it } from "vitest";
import { findColleagues, mentionOf } from "../../src/composer/colleagues";
import { Draft } from "../../src/composer/draft.svelte";
import { CATEGORIES, findEmoji, loadEmoji, recentEmoji, rememberEmoji } from "../../src/composer/emoji";
import { Composition, composing } from "../../src/composer/ime";
import { textKey, toolKey } from "../../src/composer/keys";
import { addMonths, hotelInstant, readTime, sendLater, weeksOf } from "../../src/composer/schedule";
import { filledPieces, findTemplates, firstValues, templateProblem } from "../../src/composer/template";
import { signAt, typedPart } from "../../src/composer/token";
import { STAFF, TEMPLATES } from "../../src/ipc/fake-data";
import { INSTALLED, settings } from "../../src/store/settings.svelte";
import { desk } from "../setup";

type Pressed = Parameters<typeof textKey>[0];
const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({ key, code: "", shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe("keys while writing", () => {
  beforeEach(() => settings.take(INSTALLED));

  it("sends with Enter, or with Ctrl Enter where the computer is set so", () => {
    expect(textKey(press("Enter"), false)).toBe("send");
    expect(textKey(press("Enter", { shiftKey: true }), false)).toBeNull();
    expect(textKey(press("Enter", { ctrlKey: true }), false)).toBe("send_resolve");
    settings.take({ ...INSTALLED, enter_sends: "ctrl_enter" });
    expect(textKey(press("Enter"), false)).toBeNull();
    expect(textKey(press("Enter", { ctrlKey: true }), false)).toBe("send");
  });

  it("reopens a queued message only from an empty text", () => {
    expect(textKey(press("ArrowUp"), true)).toBe("rewrite");
    expect(textKey(press("ArrowUp"), false)).toBeNull();
  });

  it("reaches the tools, on any keyboard layout", () => {
    expect(toolKey(press("e", { ctrlKey: true }))).toBe("emoji");
    expect(toolKey(press("A", { ctrlKey: true, shiftKey: true }))).toBe("attach");
    expect(toolKey(press("T", { ctrlKey: true, shiftKey: true }))).toBe("template");
    expect(toolKey(press("Enter", { ctrlKey: true, shiftKey: true }))).toBe("schedule");
    expect(toolKey(press("ث", { ctrlKey: true, code: "KeyE" }))).toBe("emoji");
    expect(toolKey(press("e"))).toBeNull();
  });
});

describe("an input method", () => {
  const enter = (timeStamp: number, more = {}) => ({ key: "Enter", keyCode: 13, isComposing: false, timeStamp, ...more });

  it("owns what it says it owns", () => {
    expect(composing(enter(0, { isComposing: true }))).toBe(true);
    expect(composing(enter(0, { keyCode: 229 }))).toBe(true);
    expect(composing(enter(0))).toBe(false);
  });

  it("owns the Enter that ended a composition where the engine says the end first, and only that one", () => {
    const composition = new Composition();
    composition.ended({ timeStamp: 1000 });
    expect(composition.owns(enter(1004))).toBe(true);
    expect(composition.owns(enter(1010))).toBe(false);
  });

  it("owns no Enter of its own press: after a keyup, or long after a click ended the composition", () => {
    const composition = new Composition();
    composition.ended({ timeStamp: 1000 });
    composition.released();
    expect(composition.owns(enter(1100))).toBe(false);
    composition.ended({ timeStamp: 2000 });
    expect(composition.owns(enter(9000))).toBe(false);
  });
});

// SPEC 45, 222
describe("sending later, by the hotel's clock", () => {
  const lisbon = "Europe/Lisbon";

  it("offers this afternoon until 15:00 in the hotel, and tomorrow morning", () => {
    const morning = Date.parse("2025-07-01T13:59:00Z");
    expect(sendLater(morning, lisbon)).toEqual([
      { id: "afternoon", at: Date.parse("2025-07-01T14:00:00Z") },
      { id: "tomorrow", at: Date.parse("2025-07-02T07:30:00Z") },
    ]);
    expect(sendLater(morning + 60_000, lisbon).map((one) => one.id)).toEqual(["tomorrow"]);
  });

  it("takes the hotel's day, not this computer's or the world's", () => {
    const lateInTokyo = Date.parse("2025-11-20T16:00:00Z");
    expect(sendLater(lateInTokyo, "Asia/Tokyo")[0]).toEqual({ id: "afternoon", at: Date.parse("2025-11-21T06:00:00Z") });
  });

  it.each([
    ["2025-11-20", "08:30", lisbon, "2025-11-20T08:30:00Z"],
    ["2025-07-20", "08:30", lisbon, "2025-07-20T07:30:00Z"],
    ["2025-11-20", "08:30", "America/New_York", "2025-11-20T13:30:00Z"],
    ["2025-11-20", "08:30", "Asia/Kathmandu", "2025-11-20T02:45:00Z"],
    // The morning the clocks go forward, and the night they go back.
    ["2026-03-29", "08:30", lisbon, "2026-03-29T07:30:00Z"],
    ["2025-10-26", "08:30", lisbon, "2025-10-26T08:30:00Z"],
  ])("reads %s %s in %s", (day, time, zone, at) => {
    expect(new Date(hotelInstant(day, time, zone)).toISOString()).toBe(new Date(at).toISOString());
  });

  it("lands on a real instant where the clock skips the time", () => {
    expect(new Date(hotelInstant("2026-03-29", "01:30", lisbon)).toISOString()).toMatch(/^2026-03-29T0[01]:30/u);
  });

  it.each([
    ["8:30", "08:30"],
    ["0830", "08:30"],
    ["8.30", "08:30"],
    ["8h30", "08:30"],
    ["8", "08:00"],
    ["٠٨:٣٠", "08:30"],
    ["24:00", null],
    ["12:60", null],
    ["soon", null],
    ["", null],
  ])("reads the time %j", (text, time) => expect(readTime(text)).toBe(time));

  it("shows whole weeks of a month", () => {
    const weeks = weeksOf("2025-11", 1);
    expect(weeks[0]?.[0]).toBe("2025-10-27");
    expect(weeks.at(-1)?.at(-1)).toBe("2025-11-30");
    expect(weeksOf("2025-11", 7)[0]?.[0]).toBe("2025-10-26");
    expect(addMonths("2025-12", 1)).toBe("2026-01");
    expect(addMonths("2026-01", -1)).toBe("2025-12");
  });
});

describe("emoji", () => {
  it("come in both languages, the same ones", async () => {
    const [english, arabic] = [await loadEmoji("en"), await loadEmoji("ar")];
    for (const category of CATEGORIES) {
      expect(arabic[category].map((one) => one.char)).toEqual(english[category].map((one) => one.char));
      expect(english[category].every((one) => one.char !== "" && one.name !== "")).toBe(true);
    }
    expect(findEmoji(arabic, "سرير").map((one) => one.char)).toContain("🛏️");
  });

  it("are found by name before other words, by every word, at a word's start", async () => {
    const list = await loadEmoji("en");
    expect(findEmoji(list, "thumbs u")[0]?.char).toBe("👍");
    expect(findEmoji(list, "hotel").map((one) => one.char)).toEqual(expect.arrayContaining(["🏨", "🛏️"]));
    expect(findEmoji(list, "hotel")[0]?.char).toBe("🏨");
    expect(findEmoji(list, "xyzzy")).toEqual([]);
  });

  it("remembers the last ones, each once", () => {
    localStorage.removeItem("bellhop-emoji");
    for (const char of ["😀", "🛏️", "😀"]) rememberEmoji(char);
    expect(recentEmoji()).toEqual(["😀", "🛏️"]);
    for (let n = 0; n < 40; n += 1) rememberEmoji(`x${n}`);
    expect(recentEmoji()).toHaveLength(18);
  });
});

describe("finding colleagues", () => {
  it("opens on an at sign at a word's start, never inside an address", () => {
    expect(signAt("ask @be", 7, "@")).toEqual({ start: 4, typed: true });
    expect(signAt("(@be", 4, "@")).toEqual({ start: 1, typed: true });
    expect(signAt("ana@hotel", 9, "@")).toBeNull();
  });

  it("marks what was typed, whatever its accents", () => {
    expect(typedPart("Inês Carvalho", "ine")).toEqual(["", "Inê", "s Carvalho"]);
    expect(typedPart("Inês Carvalho", "car")).toEqual(["Inês ", "Car", "valho"]);
    expect(typedPart("check-in (early)", "in (")).toEqual(["check-", "in (", "early)"]);
    expect(typedPart("Inês", "nes")).toEqual(["", "", "Inês"]);
  });

  it("leaves me out, offers who is at work first, and writes a whole name where two share the first", () => {
    const [me, other] = STAFF;
    if (!me || !other) throw new Error("two colleagues");
    const online = { ...other, presence: "online" };
    const away = { ...other, id: "s9", name: "Ana Zé", presence: "away" };
    expect(findColleagues([me, away, online], me.id, "").map((one) => one.id)).toEqual([online.id, "s9"]);
    const first = online.name.split(" ")[0] ?? "";
    expect(mentionOf(online, [me, online])).toBe(`@${first} `);
    const twin = { ...online, id: "s8", name: `${first} Outra` };
    expect(mentionOf(online, [online, twin])).toBe(`@${online.name} `);
  });
});

// SPEC 49, 195
describe("templates", () => {
  const reminder = TEMPLATES[0];
  const answer = TEMPLATES.find((one) => one.name === "your_answer");
  if (!reminder || !answer) throw new Error("templates");

  it("fill what is known, a day in the template's language", () => {
    expect(firstValues(reminder)).toEqual(["Mariana", "20 de novembro de 2025"]);
    expect(filledPieces(reminder, ["Ana", "hoje"]).map((piece) => piece.text).join("")).toBe("Olá Ana, esperamos por si a hoje. O check-in abre às 15:00.");
  });

  it("cannot leave with an empty blank or too long", () => {
    expect(templateProblem(answer, ["Ana", "  "])).toBe("empty");
    expect(templateProblem(answer, ["Ana", "x".repeat(2000)])).toBe("length");
    expect(templateProblem(answer, ["Ana", "sim"])).toBeNull();
  });

  it("in the guest's language come first and are found by name or words", () => {
    expect(findTemplates(TEMPLATES, "").map((one) => one.for_guest)).toEqual([true, true, true, false]);
    expect(findTemplates(TEMPLATES, "check in").map((one) => one.language)).toEqual(["pt_PT", "en"]);
    expect(findTemplates(TEMPLATES, "três noites").map((one) => one.name)).toEqual(["winter_offer"]);
  });
});

describe("a draft", () => {
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };

  it("is never overwritten by an older text that took longer to save", async () => {
    const saved: string[] = [];
    const doors: (() => void)[] = [];
    desk().handlers.save_draft = (({ text }: { text: string }) =>
      new Promise<null>((resolve) => doors.push(() => (saved.push(text), resolve(null))))) as never;
    const draft = new Draft("c2", false);
    draft.write("one");
    void draft.flush();
    draft.write("one two");
    void draft.flush();
    await settled();
    expect(doors).toHaveLength(1);
    doors[0]?.();
    await settled();
    doors[1]?.();
    await settled();
    expect(saved).toEqual(["one", "one two"]);
  });

  it("keeps the words on disk until the message is", async () => {
    const draft = new Draft("c2", false);
    draft.write("Bom dia");
    await draft.flush();
    let sent = (): void => undefined;
    const giving = draft.give(() => new Promise<void>((resolve) => (sent = resolve)));
    await settled();
    draft.write("next");
    void draft.flush();
    await settled();
    expect(draft.text).toBe("next");
    expect(desk().drafts.get("c2/false")).toBe("Bom dia");
    sent();
    await giving;
    await draft.flush();
    expect(desk().drafts.get("c2/false")).toBe("next");
  });

  it("sends in the order of asking, and a failure brings its own words back in front", async () => {
    const order: string[] = [];
    const draft = new Draft("c2", false);
    draft.write("first");
    const first = draft.give(async (text) => {
      await settled();
      order.push(text);
      throw new Error("disk");
    });
    draft.write("second");
    const second = draft.give(async (text) => void order.push(text));
    draft.write("third");
    await expect(first).rejects.toThrow("disk");
    await second;
    expect(order).toEqual(["first", "second"]);
    expect(draft.text).toBe("first\nthird");
  });

  it("says when the desk cannot keep it", async () => {
    desk().failing.set("save_draft", "disk_full");
    const draft = new Draft("c2", false);
    draft.write("one");
    await draft.flush();
    expect(draft.problem).toBe("disk_full");
    expect(draft.text).toBe("one");
  });
});
