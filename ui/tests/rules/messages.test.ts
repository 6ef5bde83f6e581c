// What is drawn of a thread, and messages in words.

import { describe, expect, it } from "vitest";
import type { ThreadMessage } from "../../src/generated/ThreadMessage";
import { message } from "../../src/ipc/fake-data";
import { threadItems } from "../../src/thread/items";
import { mentions } from "../../src/thread/mentions";
import { anchorAt, guess, heightBelow, span } from "../../src/thread/viewport";
import { playTime } from "../../src/time/figures";
import { textLanguage } from "../../src/words/script";
import { bodyWords, briefWords, fileName, pictureAlt, reactionWords, scheduledWords, templateWords, unsupportedWords, windowFailure } from "../../src/words/messages";

const plain = (text: string): string => text.replace(/[\u2068\u2069]/g, "").replaceAll("\u00a0", " ");

describe("what is drawn of a long thread", () => {
  const sizes = Array.from({ length: 5000 }, (_, at) => 30 + (at % 7) * 10);
  const whole = sizes.reduce((sum, size) => sum + size, 0);

  it.each([0, 900, 40_000, whole - 800])("is what is on screen and a little more, %i pixels up", (offset) => {
    const { from, to, above, below } = span(sizes, offset, 800);
    const drawn = sizes.slice(from, to).reduce((sum, size) => sum + size, 0);
    expect(to - from).toBeLessThan(80);
    expect(above + drawn + below).toBe(whole);
    // Everything between the two edges of the window is there.
    expect(below).toBeLessThanOrEqual(offset);
    expect(below + drawn).toBeGreaterThanOrEqual(Math.min(whole, offset + 800));
  });

  it("is everything where everything fits", () => {
    expect(span([40, 50, 60], 0, 800)).toEqual({ from: 0, to: 3, above: 0, below: 0 });
    expect(span([], 0, 800)).toEqual({ from: 0, to: 0, above: 0, below: 0 });
  });

  it("holds on to the message at the window's edge", () => {
    expect(anchorAt([50, 50, 50, 50], 0)).toBe(3);
    expect(anchorAt([50, 50, 50, 50], 60)).toBe(2);
    expect(anchorAt([50, 50, 50, 50], 1000)).toBe(0);
    expect(heightBelow([50, 60, 70, 80], 1)).toBe(150);
  });

  it("guesses more for more words and for pictures", () => {
    const [short, long, photo] = threadItems(
      [
        message("a", { text: "hi", author: "guest" }),
        message("b", { text: "word ".repeat(80), author: "bot" }),
        message("c", { content: { type: "image", mime: "image/jpeg", id: "x" } }),
      ],
      "UTC",
    )
      .filter((item) => item.kind === "message")
      .map(guess) as [number, number, number];
    expect(long).toBeGreaterThan(short + 80);
    expect(photo).toBeGreaterThan(short + 100);
  });
});

describe("what the guest tapped", () => {
  const list = (id: string) => message(id, { author: "bot", content: { type: "list", opener: "o", choices: [{ id: "a", title: "A" }, { id: "b", title: "B" }] } });
  const tap = (id: string, choice: string, to: string | null = null) =>
    message(id, { content: { type: "choice_reply", id: choice }, reply_to: to === null ? null : { message: to, author: "bot", excerpt: "" } });
  const chosen = (messages: ThreadMessage[]) =>
    Object.fromEntries(threadItems(messages, "UTC").flatMap((item) => (item.kind === "message" && item.chosen ? [[item.key, item.chosen]] : [])));

  // SPEC 29
  it("is ticked under the message it answers, also when another list came since", () => {
    expect(chosen([list("l1"), list("l2"), tap("t1", "b", "l1"), tap("t2", "a")])).toEqual({ l1: "b", l2: "a" });
    expect(chosen([list("l1"), tap("t1", "gone")])).toEqual({});
  });
});

describe("colleagues named in a note", () => {
  const names = ["Inês Carvalho", "Tomás Reis"];
  const found = (text: string) => mentions(text, names).filter((piece) => piece.mention).map((piece) => piece.text);

  // SPEC 41
  it("are found by first and by full name, in any case, and nothing else is", () => {
    expect(found("Cot is made up. @Inês")).toEqual(["@Inês"]);
    expect(found("@inês carvalho, please; @Tomás too")).toEqual(["@inês carvalho", "@Tomás"]);
    expect(found("mail ines@miralva.example, @Inêsita, @Nobody")).toEqual([]);
    expect(mentions("a @Tomás b", names).map((piece) => piece.text).join("")).toBe("a @Tomás b");
    expect(mentions("", names)).toEqual([]);
  });
});

describe("the language of a text", () => {
  // DESIGN_UI 10
  it("is the guest's, unless the letters say otherwise", () => {
    expect(textLanguage("Bom dia!", "pt")).toBe("pt");
    expect(textLanguage("السلام عليكم", "pt")).toBe("ar");
    expect(textLanguage("سلام", "fa")).toBe("fa");
    expect(textLanguage("请问早餐几点开始？", "en")).toBe("zh");
    expect(textLanguage("請問早餐", "zh-Hant")).toBe("zh-Hant");
    expect(textLanguage("ご親切に", null)).toBe("ja");
    expect(textLanguage("田中様", "ja")).toBe("ja");
    expect(textLanguage("Room 412, غرفة", "en")).toBe("en");
    expect(textLanguage("部屋の枕が高すぎる", null)).toBe("ja");
    expect(textLanguage("Дякую!", "pt")).toBeNull();
    expect(textLanguage("Дякую!", "uk")).toBe("uk");
    expect(textLanguage("Hello", "ar")).toBeNull();
    expect(textLanguage("👶🛬💛 14:30", "de")).toBe("de");
    expect(textLanguage("Hello", "not a tag!")).toBe("not a tag!");
  });
});

describe("messages in words", () => {
  const NOW = Date.parse("2025-11-20T09:42:00Z");

  it("say when something goes out", () => {
    const say = (at: string) => scheduledWords(Date.parse(at), NOW, "Europe/Lisbon");
    expect(say("2025-11-20T11:30:00Z")).toBe("Goes out today at 11:30");
    expect(say("2025-11-21T08:00:00Z")).toBe("Goes out tomorrow at 08:00");
    expect(say("2025-11-24T08:00:00Z")).toBe("Goes out 24 Nov at 08:00");
  });

  // SPEC 49
  it("say when the window closed, where that is known", () => {
    expect(windowFailure(Date.parse("2025-11-20T09:12:00Z"), NOW, "UTC")).toBe("The 24-hour window closed at 09:12.");
    expect(windowFailure(null, NOW, "UTC")).toBe("The 24-hour window was closed.");
    // It opened again since: the closing time ahead is not the one that failed.
    expect(windowFailure(NOW + 60_000, NOW, "UTC")).toBe("The 24-hour window was closed.");
  });

  it("name what cannot be shown and where it can", () => {
    expect(unsupportedWords("sticker", "whatsapp")).toBe("Sticker, shown in WhatsApp only");
    expect(unsupportedWords("hologram", "instagram")).toBe("The guest sent something that is shown in Instagram only");
    expect(unsupportedWords("", "whatsapp")).toBe("The guest sent something that cannot be shown here");
  });

  it("say of a template its name, language and class", () => {
    expect(plain(templateWords({ type: "template", name: "check_in_reminder", language: "pt_PT", category: "utility" }))).toBe("Template check_in_reminder, pt_PT, utility");
    expect(plain(templateWords({ type: "template", name: "old" }))).toBe("Template old");
    expect(plain(templateWords({ type: "template", name: "x", category: "brand_new" }))).toBe("Template x, another price class");
  });

  it("say to a screen reader what a message is", () => {
    const say = (more: Partial<ThreadMessage>) => plain(bodyWords(message("m", more)));
    expect(say({ text: "Olá" })).toBe("Olá");
    expect(say({ content: { type: "image", mime: "image/png" }, text: "E4" })).toBe("Photo: E4");
    expect(say({ content: { type: "audio", voice: true, media: { mime: "audio/ogg" } } })).toBe("Voice note");
    expect(say({ content: { type: "document", mime: "application/pdf", name: "Bill.pdf" } })).toBe("File Bill.pdf");
    expect(say({ content: { type: "location", latitude: 1, longitude: 2, name: "Figueira", address: "Lisboa" } })).toBe("Location, Figueira, Lisboa");
    expect(say({ content: { type: "contacts", cards: [{ name: "Noor" }, { name: "Ana" }] } })).toBe("2 contacts, Noor, Ana");
    expect(say({ content: { type: "buttons", choices: [{ id: "a", title: "Yes" }, { id: "b", title: "No" }] }, text: "Sure?" })).toBe("Sure?. Yes. No");
    expect(say({ revoked: true })).toBe("Guest deleted this message");
    expect(plain(pictureAlt(message("p", { content: { type: "image", mime: "image/png" }, text: "E4" })))).toBe("Photo from the guest: E4");
    expect(briefWords(message("p", { content: { type: "image", mime: "image/png" } }))).toBe("Photo");
    expect(fileName({ type: "audio", voice: false, media: { mime: "audio/mpeg", name: "fado.mp3" } })).toBe("fado.mp3");
  });

  it("tell a reaction that has not got there from one that has", () => {
    const ours = { author: "staff", emoji: "👍", waiting: false, failure: null };
    expect(reactionWords(ours)).toBe("We reacted with 👍");
    expect(reactionWords({ ...ours, waiting: true })).toBe("We reacted with 👍, waiting to send");
    expect(reactionWords({ ...ours, failure: "network" })).toBe("We reacted with 👍, but it did not reach the guest. The channel could not be reached.");
    expect(reactionWords({ ...ours, author: "guest" })).toBe("The guest reacted with 👍");
  });

  it("say how long a sound is", () => {
    expect([0, 23, 59.6, 725].map(playTime)).toEqual(["0:00", "0:23", "1:00", "12:05"]);
  });
});
