import { describe, expect, it } from "vitest";
import { headerOf, row } from "../../src/ipc/fake-data";
import type { Row } from "../../src/generated/Row";
import { capsOf, chordOf, isCharacter } from "../../src/keys/chord";
import { marksIn, readQuery } from "../../src/palette/find";
import { isFirstRun } from "../../src/inbox/first-run";
import { inverse } from "../../src/store/undo.svelte";

const key = (more: Partial<Parameters<typeof chordOf>[0]>) =>
  chordOf({ key: "", code: "", shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });

describe("chords", () => {
  it("are the same on every layout", () => {
    expect(key({ key: "j" })).toBe("J");
    expect(key({ key: "J", shiftKey: true })).toBe("Shift+J");
    expect(key({ key: "r", ctrlKey: true, shiftKey: true })).toBe("Ctrl+Shift+R");
    expect(key({ key: "?", shiftKey: true })).toBe("?");
    expect(key({ key: "ArrowDown", altKey: true })).toBe("Alt+Down");
    expect(key({ key: "F6", shiftKey: true })).toBe("Shift+F6");
    expect(key({ key: "Enter", ctrlKey: true, shiftKey: true })).toBe("Ctrl+Shift+Enter");
  });

  it("take ⌘ for Ctrl and a plus wherever it stands", () => {
    expect(key({ key: "k", metaKey: true })).toBe("Ctrl+K");
    expect(key({ key: "+", ctrlKey: true, shiftKey: true })).toBe("Ctrl+Plus");
    expect(key({ key: "=", ctrlKey: true })).toBe("Ctrl+Plus");
    expect(key({ key: "-", ctrlKey: true })).toBe("Ctrl+Minus");
    expect(capsOf("Ctrl+Plus", true)).toEqual(["⌘", "+"]);
    expect(capsOf("Ctrl+Shift+R", false)).toEqual(["Ctrl", "Shift", "R"]);
    expect(capsOf("G I", false)).toEqual(["G", "I"]);
  });

  it("go by the place of the key where a keyboard has no Latin letters", () => {
    expect(key({ key: "ت", code: "KeyJ" })).toBe("J");
    expect(key({ key: "л", code: "KeyK", ctrlKey: true })).toBe("Ctrl+K");
    expect(key({ key: "؟", code: "Slash", shiftKey: true })).toBe("?");
  });

  it("are nothing for a modifier alone, and text for what AltGr types", () => {
    expect(key({ key: "Shift", shiftKey: true })).toBeNull();
    expect(key({ key: "Dead" })).toBeNull();
    expect(key({ key: "@", ctrlKey: true, altKey: true, getModifierState: (name) => name === "AltGraph" })).toBe("@");
  });

  it("know which of them are single characters", () => {
    expect(["J", "?", "/", "G I"].every(isCharacter)).toBe(true);
    expect(["F1", "Enter", "Ctrl+K", "Esc"].some(isCharacter)).toBe(false);
  });
});

describe("undo", () => {
  const TOMAS = { id: "tomas", name: "Tomás", initials: "TR", presence: "online" };
  const of = (more: Partial<Row>) => headerOf(row("x", more));
  const bot = of({ status: "BOT_HANDLING" });
  const waiting = of({ status: "AWAITING_AGENT", waiting_since: 1 });
  const mine = of({ status: "AGENT_ASSIGNED", mine: true, assignee: { ...TOMAS, id: "ines" } });
  const his = of({ status: "AGENT_ASSIGNED", assignee: TOMAS });
  const noRight = { ...his, actions: his.actions.filter((one) => one.action !== "assign") };
  const back = (action: Parameters<typeof inverse>[0], before: typeof bot) => inverse(action, before)?.map((one) => [one.action, one.staff]) ?? null;

  it("sends the opposite command, and only where there is one", () => {
    expect(back("take_over", bot)).toEqual([["hand_back", null]]);
    expect(back("hand_back", mine)).toEqual([["take_over", null]]);
    expect(back("hand_back", his)).toEqual([["assign", "tomas"]]);
    expect(back("hand_back", noRight)).toBeNull();
    expect(back("assign", bot)).toEqual([["hand_back", null]]);
    expect(back("assign", his)).toEqual([["assign", "tomas"]]);
    expect(back("resolve", mine)).toEqual([["reopen", null]]);
    expect(back("resolve", waiting)).toEqual([["reopen", null]]);
    expect(back("resolve", bot)).toEqual([["reopen", null], ["hand_back", null]]);
    expect(back("resolve", his)).toEqual([["reopen", null], ["assign", "tomas"]]);
    expect(back("reopen", of({ status: "RESOLVED" }))).toEqual([["resolve", null]]);
  });

  it("says nothing where nothing puts it back", () => {
    expect(back("claim", waiting)).toBeNull();
    expect(back("take_over", waiting)).toBeNull();
    expect(back("hand_back", waiting)).toBeNull();
    expect(back("assign", waiting)).toBeNull();
    expect(back("reopen", of({ status: "EXPIRED" }))).toBeNull();
    expect(back("mark_unread", mine)).toBeNull();
  });
});

describe("the palette's query", () => {
  it("reads commands only and guests only", () => {
    expect(readQuery("> resolve")).toEqual({ text: "resolve", only: "commands" });
    expect(readQuery("@ana")).toEqual({ text: "ana", only: "guests" });
    expect(readQuery(" late ")).toEqual({ text: "late", only: null });
  });

  it("marks every typed word", () => {
    expect(marksIn("Send a template message", "TEMP send")).toEqual([[7, 11], [0, 4]]);
    expect(marksIn("Send", "xyz")).toEqual([]);
  });
});

describe("the first run", () => {
  const list = (rows: Row[], ever = rows.length, more = {}) => ({
    loaded: true,
    complete: true,
    filtered: false,
    total: rows.length,
    rows: new Map(rows.map((one, at) => [at, one])),
    choices: { channels: [], staff: [], statuses: [{ value: "BOT_HANDLING", count: ever }] },
    ...more,
  });

  it("lasts until the first conversation is answered here", () => {
    expect(isFirstRun(list([]))).toBe(true);
    expect(isFirstRun(list([row("a")]))).toBe(true);
    const answered = row("a", { preview: { author: "staff", staff: null, mine: true, content: "text", text: "Olá" } });
    expect(isFirstRun(list([answered]))).toBe(false);
    expect(isFirstRun(list([row("a"), row("b")]))).toBe(false);
  });

  it("is none of a house whose conversations are all resolved, filtered or still on their way", () => {
    expect(isFirstRun(list([], 40))).toBe(false);
    expect(isFirstRun(list([], 1))).toBe(false);
    expect(isFirstRun(list([], 0, { filtered: true }))).toBe(false);
    expect(isFirstRun(list([], 0, { complete: false }))).toBe(false);
    expect(isFirstRun(list([], 0, { loaded: false }))).toBe(false);
  });
});
