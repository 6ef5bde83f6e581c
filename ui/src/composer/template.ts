// A template's words with its blanks filled in (SPEC 49, 195). Pure.

import type { TemplateBlank } from "../generated/TemplateBlank";
import type { TemplateChoice } from "../generated/TemplateChoice";

/** What stands in the blanks at first; a day is written as the template's language writes it. */
export function firstValues(template: TemplateChoice): string[] {
  return template.blanks.map((blank) => written(blank, template.language));
}

function written(blank: TemplateBlank, language: string): string {
  if (blank.kind !== "day" || !/^\d{4}-\d{2}-\d{2}$/u.test(blank.value)) return blank.value;
  try {
    const format = new Intl.DateTimeFormat(language.replace("_", "-"), { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
    return format.format(Date.parse(blank.value));
  } catch {
    return blank.value;
  }
}

/** The body as pieces: words, and what stands in each blank. */
export function filledPieces(template: TemplateChoice, values: string[]): { text: string; blank: number | null }[] {
  return template.pieces.map((piece) =>
    piece.blank === null ? { text: piece.text, blank: null } : { text: (values[piece.blank] ?? "").trim(), blank: piece.blank },
  );
}

/** The first blank that is empty, or `length` where the words grew too long; nothing if it can be sent. */
export function templateProblem(template: TemplateChoice, values: string[]): "empty" | "length" | null {
  if (template.blanks.some((_, n) => (values[n] ?? "").trim() === "")) return "empty";
  const words = filledPieces(template, values).map((piece) => piece.text).join("");
  return [...words].length > template.max_length ? "length" : null;
}

/** Templates whose name or words hold `query`; those in the guest's language first, else in their order. */
export function findTemplates(all: TemplateChoice[], query: string): TemplateChoice[] {
  const wanted = query.trim().toLowerCase();
  const fits = (one: TemplateChoice): boolean =>
    [one.name.replaceAll("_", " "), one.name, ...one.pieces.map((piece) => piece.text)].some((text) => text.toLowerCase().includes(wanted));
  return [...all.filter((one) => one.for_guest && fits(one)), ...all.filter((one) => !one.for_guest && fits(one))];
}

/** `late_checkout_offer` as a person reads it. */
export function templateTitle(name: string): string {
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
