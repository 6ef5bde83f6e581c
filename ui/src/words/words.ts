import { FluentBundle, FluentResource } from "@fluent/bundle";
import type { FluentVariable } from "@fluent/bundle";
import english from "../locales/en.ftl?raw";

/** Locale of figures and dates: English words with day before month and a 24-hour clock (DESIGN_UI 11). */
export const LOCALE = "en-GB";

const bundle = new FluentBundle("en", { useIsolating: false });
const mistakes = bundle.addResource(new FluentResource(english));
for (const mistake of mistakes) console.error(mistake);

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
