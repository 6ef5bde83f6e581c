import { FluentBundle, FluentResource } from "@fluent/bundle";
import type { FluentVariable } from "@fluent/bundle";
import english from "../locales/en.ftl?raw";

export type Language = "en" | "ar";

/** Locales of figures and dates: day before month, a 24-hour clock, and digits everybody at the desk reads (DESIGN_UI 10, 11). */
const LOCALES: Record<Language, string> = { en: "en-GB", ar: "ar-AE-u-nu-latn" };

let spoken: Language = "en";
let bundle = bundleOf("en", english);

function bundleOf(language: Language, words: string): FluentBundle {
  const made = new FluentBundle(LOCALES[language], { useIsolating: false });
  for (const mistake of made.addResource(new FluentResource(words))) console.error(mistake);
  return made;
}

/** Speaks `language` from now on and turns the page its way. What is on screen already must be drawn again. */
export async function speak(language: Language): Promise<void> {
  const words = language === "ar" ? (await import("../locales/ar.ftl?raw")).default : english;
  if (language !== spoken) bundle = bundleOf(language, words);
  spoken = language;
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
}

/** For `Intl`. */
export function locale(): string {
  return LOCALES[spoken];
}

export type Args = Record<string, FluentVariable>;

/** The words of `id`. An id without words is our mistake and shows as itself, which a test would find. */
export function t(id: string, args?: Args): string {
  const message = bundle.getMessage(id);
  if (!message?.value) return id;
  return bundle.formatPattern(message.value, args ?? null);
}

export function hasWords(id: string): boolean {
  return (bundle.getMessage(id)?.value ?? null) !== null;
}

const slug = (code: string): string => code.toLowerCase().replaceAll("_", "-");

/** Words of a code from outside: `<kind>-<code>`, or `<kind>-other` for one of a newer version. Never the bare code. */
export function codeWords(kind: string, code: string, args?: Args): string {
  const id = `${kind}-${slug(code)}`;
  return t(hasWords(id) ? id : `${kind}-other`, args);
}

/** Words of a failed command: its own error words, else those of a refusal. */
export function errorWords(code: string): string {
  return hasWords(`error-${slug(code)}`) ? codeWords("error", code) : codeWords("refusal", code);
}

/** Keeps a name of any script in its own direction inside a sentence. */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}

const BOLD = "\uE000";
const PLAIN = "\uE001";

/** A sentence in pieces; the arguments named in `strong` come out as strong pieces, wherever the language puts them. */
export function rich(id: string, args: Record<string, string>): { text: string; strong: boolean }[] {
  const wrapped: Args = {};
  for (const [name, value] of Object.entries(args)) {
    wrapped[name] = BOLD + value.replaceAll(BOLD, "").replaceAll(PLAIN, "") + PLAIN;
  }
  return t(id, wrapped)
    .split(BOLD)
    .flatMap((part, at) => {
      if (at === 0) return [{ text: part, strong: false }];
      const [strong = "", plain = ""] = part.split(PLAIN);
      return [
        { text: strong, strong: true },
        { text: plain, strong: false },
      ];
    })
    .filter((piece) => piece.text !== "");
}
