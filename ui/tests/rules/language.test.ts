import { FluentResource } from "@fluent/bundle";
import { afterEach, describe, expect, it } from "vitest";
import arabic from "../../src/locales/ar.ftl?raw";
import english from "../../src/locales/en.ftl?raw";
import { wanted } from "../../src/store/language.svelte";
import { clock, hotelDay, shortDate } from "../../src/time/hotel";
import { money } from "../../src/time/figures";
import { speak, t } from "../../src/words/words";

afterEach(() => speak("en"));

const ZONE = "Europe/Lisbon";
const AT = Date.parse("2025-11-20T09:38:00Z");

/** DESIGN_UI 10, 11: Arabic turns the page; digits, times and amounts stay as the desk reads them. */
describe("Arabic", () => {
  it("turns the page and speaks", async () => {
    await speak("ar");
    expect(document.documentElement.dir).toBe("rtl");
    expect(document.documentElement.lang).toBe("ar");
    expect(t("inbox")).toBe("الوارد");
    await speak("en");
    expect(document.documentElement.dir).toBe("ltr");
    expect(t("inbox")).toBe("Inbox");
  });

  it("keeps European digits in times, dates and money", async () => {
    await speak("ar");
    expect(clock(AT, ZONE)).toBe("09:38");
    expect(hotelDay(AT, ZONE)).toBe("2025-11-20");
    expect(shortDate("2025-11-20", "2025-11-20")).toBe("20 نوفمبر");
    expect(money(128400, "EUR")).toMatch(/1,284\.00/);
  });

  it("counts in all its forms", async () => {
    await speak("ar");
    expect(t("stay-nights", { nights: 2 })).toBe("ليلتان");
    expect(t("stay-nights", { nights: 4 })).toContain("ليالٍ");
    expect(t("stay-nights", { nights: 11 })).toContain("ليلة");
  });

  it("has every word of the English file with the same arguments", () => {
    const used = (source: string): Map<string, string[]> =>
      new Map(
        new FluentResource(source).body.map((message) => {
          const names = JSON.stringify(message).matchAll(/"type":"var","name":"([^"]+)"/g);
          return [message.id, [...new Set([...names].map((name) => name[1] ?? ""))].sort()];
        }),
      );
    const [en, ar] = [used(english), used(arabic)];
    expect([...ar.keys()].sort()).toEqual([...en.keys()].sort());
    for (const [id, names] of ar) expect(en.get(id), id).toEqual(expect.arrayContaining(names));
  });
});

/** The person's choice first, then the computer's language. */
it("chooses the language", () => {
  expect(wanted("system", ["ar-EG", "en"])).toBe("ar");
  expect(wanted("system", ["pt-PT", "ar"])).toBe("en");
  expect(wanted("en", ["ar"])).toBe("en");
  expect(wanted("ar", ["de"])).toBe("ar");
});
