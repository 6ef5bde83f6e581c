import { describe, expect, it } from "vitest";
import { nextBlank } from "../../src/composer/blanks";
import { replyLock } from "../../src/composer/state";
import { queryOf, signAt } from "../../src/composer/token";
import { ROWS, headerOf } from "../../src/ipc/fake-data";
import type { Header } from "../../src/generated/Header";
import { bannerFor } from "../../src/thread/banner";

const OPEN = { state: "open", words: "", percent: 50 } as const;
const SHUT = { state: "shut", words: "", percent: 0 } as const;
const base = headerOf(ROWS[1] as (typeof ROWS)[number]);
const header = (more: Partial<Header>): Header => ({ ...base, ...more });

describe("what the composer offers", () => {
  // SPEC 49
  it("locks free text once the window is closed, whoever has the conversation", () => {
    expect(replyLock(base, OPEN)).toBeNull();
    expect(replyLock(base, SHUT)).toEqual({ why: "closed", action: null, template: true });
    expect(replyLock(base, { state: "never" })).toEqual({ why: "never", action: null, template: true });
    expect(replyLock(base, { state: "none" })).toBeNull();
  });

  it.each([
    [{ status: "AWAITING_AGENT", mine: false }, { why: "claim", action: "claim" }],
    [{ status: "BOT_HANDLING", mine: false }, { why: "bot", action: "take_over" }],
    [{ status: "RESOLVED", mine: true }, { why: "resolved", action: "reopen" }],
    [{ status: "EXPIRED", mine: false }, { why: "expired", action: "reopen" }],
    [{ status: "AGENT_ASSIGNED", mine: false }, { why: "other", action: null }],
    [{ may_reply: false }, { why: "forbidden", action: null }],
  ])("says why and names the way out: %j", (more, lock) => {
    expect(replyLock(header(more), OPEN)).toEqual({ ...lock, template: false });
  });
});

describe("the one banner", () => {
  // SPEC 37, 38
  it("offers Take over while the bot handles and Claim while somebody waits", () => {
    expect(bannerFor(header({ status: "BOT_HANDLING", mine: false }), false, [])).toEqual({ kind: "bot", action: "take_over" });
    expect(bannerFor(header({ status: "AWAITING_AGENT", mine: false }), false, [])).toEqual({ kind: "waiting", action: "claim" });
  });

  it("lets offline win over a channel error, and that over waiting", () => {
    const waiting = header({ status: "AWAITING_AGENT", mine: false, connection_status: "ERROR" });
    expect(bannerFor(waiting, true, [])).toEqual({ kind: "offline" });
    expect(bannerFor(waiting, false, [])).toEqual({ kind: "channel" });
    expect(bannerFor(base, false, [])).toBeNull();
    expect(bannerFor(header({ mine: false }), false, [])).toEqual({ kind: "other" });
  });
});

describe("finding a canned response while typing", () => {
  it.each([
    ["/chec", 5, { start: 0, typed: true }],
    ["Olá /chec", 9, { start: 4, typed: true }],
    ["and\n/", 5, { start: 4, typed: true }],
    ["24/7", 4, null],
    ["http://x", 8, null],
    ["/chec in", 8, null],
  ])("opens on a slash at a word start only: %j", (text, caret, anchor) => {
    expect(signAt(text, caret, "/")).toEqual(anchor);
  });

  it("reads the query up to the caret and ends with the word", () => {
    expect(queryOf("/chec", 3, { start: 0, typed: true }, "/")).toBe("ch");
    expect(queryOf("hi late", 7, { start: 3, typed: false }, "/")).toBe("late");
    expect(queryOf("hi", 2, { start: 3, typed: false }, "/")).toBeNull();
    expect(queryOf("a b", 3, { start: 0, typed: false }, "/")).toBeNull();
  });

  // SPEC 44
  it("walks the blanks round and round", () => {
    const text = "Dear {{name}}, room {{room}}.";
    expect(nextBlank(text, 0)).toEqual({ start: 5, end: 13 });
    expect(nextBlank(text, 13)).toEqual({ start: 20, end: 28 });
    expect(nextBlank(text, 28)).toEqual({ start: 5, end: 13 });
    expect(nextBlank("none", 0)).toBeNull();
  });
});
