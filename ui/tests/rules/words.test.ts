import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "svelte/compiler";
import { describe, expect, it } from "vitest";
import { failureWords, spotOf } from "../../src/login/failure";
import { message } from "../../src/ipc/fake-data";
import { eventWords, failureWords as messageFailure, mediaWords } from "../../src/words/messages";
import { codeWords, errorWords, hasWords, rich } from "../../src/words/words";

/** Codes as the desk's contract names them (crates/desk/src/api, crates/domain). */
const CODES: Record<string, string[]> = {
  "sign-in": ["wrong_password", "too_many_tries", "unreachable", "not_a_relay", "certificate", "insecure_address", "bad_address", "code_unknown", "weak_password", "email_taken", "missing_field", "no_keyring", "disk_full"],
  blocked: ["no_keyring", "newer_cache", "disk_full", "disk_error", "locked_offline"],
  relay: ["not_a_relay", "certificate", "unreachable", "old_relay"],
  error: ["not_signed_in", "not_found", "invalid", "forbidden", "offline", "disk_full", "disk_error", "internal"],
  refusal: ["ok", "forbidden", "not_found", "invalid", "window_closed", "already_claimed", "wrong_status", "not_yours", "owner_changed", "given_back", "resolved_meanwhile", "colleague_answered", "guest_wrote", "device_away", "erased", "duplicate", "connection_down", "rate_limited", "conflict", "internal"],
  failure: ["window_closed", "undeliverable", "token", "rate", "provider", "parameter", "blocked", "media", "network", "restored"],
  "dead-letter": ["broken_json", "unknown_shape", "unknown_receiver", "failing"],
  status: ["BOT_HANDLING", "AWAITING_AGENT", "AGENT_ASSIGNED", "RESOLVED", "EXPIRED"],
  channel: ["whatsapp", "instagram", "messenger", "telegram", "tiktok", "livechat", "sms", "email", "calls", "google"],
  presence: ["online", "away", "offline"],
  state: ["received", "waiting", "queued", "sent", "delivered", "read", "failed", "held", "unknown", "stored"],
  "outbox-state": ["queued", "sending", "held", "refused", "sent"],
  outbox: ["send_message", "retry_message", "add_note", "claim", "take_over", "assign", "resolve", "reopen", "hand_back", "mark_read", "mark_unread", "set_presence"],
};

describe("words", () => {
  it.each(Object.entries(CODES))("stand for every code of %s", (kind, codes) => {
    const without = codes.filter((code) => !hasWords(`${kind}-${code.toLowerCase().replaceAll("_", "-")}`));
    expect(without).toEqual([]);
    expect(hasWords(`${kind}-other`)).toBe(true);
  });

  it("never show a bare code, not even one of a newer version", () => {
    for (const kind of Object.keys(CODES)) expect(codeWords(kind, "brand_new_code", { name: "x" })).not.toMatch(/brand|_/);
    expect(errorWords("brand_new_code")).not.toContain("brand");
    expect(errorWords("window_closed")).toBe("The 24-hour window is closed.");
  });

  it("stand under the field they are about", () => {
    expect(spotOf("wrong_password")).toBe("password");
    expect(spotOf("certificate")).toBe("relay");
    expect(spotOf("email_taken")).toBe("email");
    expect(spotOf("code_unknown")).toBe("code");
    expect(spotOf("no_keyring")).toBe("form");
    const failed = { result: "failed", code: "too_many_tries", wait_seconds: 90 } as const;
    expect(failureWords(failed).replaceAll("\u00a0", " ")).toBe("Too many tries. Try again in 2 min.");
    expect(failureWords({ ...failed, wait_seconds: null })).toBe("Too many tries. Wait a moment.");
  });

  // SPEC 31
  it("tell events with the people in them, wherever the sentence puts them", () => {
    const by = message("e", { author: "system", staff: { id: "t", name: "Tomás Reis", initials: "TR", presence: "online" } });
    const say = (name: string, rest: object = {}) =>
      eventWords(by, { type: "event", event: name, ...rest }, (id) => (id === "b" ? "Beatriz" : undefined), "me", { now: 0, zone: "UTC" })
        .map((piece) => piece.text)
        .join("")
        .replace(/[\u2068\u2069]/g, "");
    expect(say("claimed")).toBe("Tomás Reis claimed the conversation");
    expect(eventWords({ ...by, staff: { id: "me", name: "Inês", initials: "I", presence: "online" } }, { type: "event", event: "claimed" }, () => undefined, "me", { now: 0, zone: "UTC" })[0]?.text).toBe("You");
    expect(say("assigned", { to: "b" })).toBe("Tomás Reis assigned this to Beatriz");
    expect(say("assigned", { to: "me" })).toBe("Tomás Reis assigned this to You");
    expect(say("assigned", { to: "gone" })).toBe("Tomás Reis assigned this to A colleague");
    expect(say("escalated", { reason: "asked_for_person" })).toBe("Bot passed this to the team: the guest asked for a person");
    expect(say("schedule_cancelled", { send_at: 36_000_000 })).toBe("Tomás Reis called off the message for 10:00");
    expect(say("number_changed")).toBe("The guest's number changed");
    expect(say("mailed", { messages: 1 })).toBe("The guest had left the chat, so the answer went by e-mail");
    expect(say("mailed", { messages: 3 })).toBe("The guest had left the chat, so 3 messages went by e-mail");
    expect(say("not_mailed", { messages: 1, reason: "unknown" })).toContain("Nobody knows whether the e-mail arrived");
    expect(say("not_mailed", { messages: 1, reason: "of a later version" })).toBe("The guest had left the chat, and the e-mail was not sent");
    expect(say("from_the_future")).toBe("Something happened that this version cannot show");
  });

  it("keep a name that carries our own marks from breaking a sentence", () => {
    expect(rich("event-claimed", { who: "\uE000x\uE001" })).toEqual([
      { text: "x", strong: true },
      { text: " claimed the conversation", strong: false },
    ]);
  });

  it("tell the provider's reasons from the relay's", () => {
    const failure = { code: "window_closed", detail: null, retryable: false };
    expect(messageFailure(failure, false)).toBe("The 24-hour window was closed.");
    expect(messageFailure({ ...failure, code: "owner_changed" }, true)).toBe("Somebody else got the conversation since you wrote it.");
    expect(messageFailure({ ...failure, code: "refusal-connection_down" }, false)).toBe("The channel is off or in error.");
  });

  it("describe a file by size, type and where it is", () => {
    const words = (media: Parameters<typeof mediaWords>[0]) => mediaWords(media).replaceAll("\u00a0", " ");
    expect(words({ id: "f", mime: "application/pdf", size: 2_400_000 })).toBe("2.4 MB, PDF");
    expect(words({ mime: "audio/ogg; codecs=opus", size: 48_000 })).toBe("48 KB, OGG, being fetched");
    expect(words({ mime: "application/vnd.x", problem: "too_large" })).toBe("too large to fetch");
  });
});

const files = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });
const sources = files("src").filter((path) => /\.(svelte|ts)$/.test(path) && !path.includes("generated") && !path.includes("fake"));

describe("no word outside Fluent", () => {
  it("stands in a template", () => {
    const found: string[] = [];
    for (const path of sources.filter((one) => one.endsWith(".svelte"))) {
      walk(parse(readFileSync(path, "utf8"), { modern: true }).fragment, (text) => found.push(`${path}: ${text}`));
    }
    expect(found).toEqual([]);
  });

  it("is asked for that is not there", () => {
    const missing: string[] = [];
    for (const path of sources) {
      const text = readFileSync(path, "utf8");
      for (const [, id] of text.matchAll(/\b(?:t|hint|rich)\(\s*"([a-z0-9-]+)"/g)) if (id && !hasWords(id)) missing.push(`${path}: ${id}`);
    }
    expect(missing).toEqual([]);
  });
});

/** Reports literal words in text and in attributes that people read; key caps name keys. */
function walk(node: unknown, report: (text: string) => void): void {
  if (Array.isArray(node)) return node.forEach((one) => walk(one, report));
  if (typeof node !== "object" || node === null) return;
  const { type, name, data, value } = node as { type?: string; name?: string; data?: string; value?: unknown };
  if (type === "RegularElement" && name === "kbd") return;
  if (type === "Comment" || type === "StyleDirective" || type === "Script" || type === "StyleSheet") return;
  if (type === "Text" && /\p{L}/u.test(data ?? "")) report((data ?? "").trim());
  if (type === "Attribute") {
    const read = ["aria-label", "title", "placeholder", "alt", "label"].includes(name ?? "");
    if (read) walk(value, report);
    return;
  }
  for (const [key, child] of Object.entries(node)) if (key !== "expression" || type === "ExpressionTag") if (key !== "metadata" && key !== "parent") walk(child, report);
}
