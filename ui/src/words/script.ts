// Which language a text may be said to be in: what is known of the guest, unless the letters say otherwise. Chooses the font and
// the size (Arabic is set larger, Han needs its region), and the voice of a screen reader. Pure.

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const SCRIPTS: [script: string, of: RegExp, language: string | null][] = [
  ["Arab", /\p{Script=Arabic}/u, "ar"],
  ["Hebr", /\p{Script=Hebrew}/u, "he"],
  ["Kore", /\p{Script=Hangul}/u, "ko"],
  ["Jpan", KANA, "ja"],
  ["Hans", /\p{Script=Han}/u, "zh"],
  ["Thai", /\p{Script=Thai}/u, "th"],
  ["Deva", /\p{Script=Devanagari}/u, "hi"],
  ["Grek", /\p{Script=Greek}/u, "el"],
  // Too many languages to choose one.
  ["Cyrl", /\p{Script=Cyrillic}/u, null],
  ["Latn", /\p{Script=Latin}/u, null],
];

const ofLanguage = new Map<string, string>();

/** The script a language is written in, as four letters; empty where the tag is none. */
function scriptOf(language: string): string {
  let script = ofLanguage.get(language);
  if (script === undefined) {
    try {
      script = new Intl.Locale(language).maximize().script ?? "";
    } catch {
      script = "";
    }
    ofLanguage.set(language, script);
  }
  return script;
}

/** `known` where `text` is written as that language is; else what its first letters allow to say. */
export function textLanguage(text: string, known: string | null): string | null {
  // The first letter decides, as it does for the direction; Japanese often begins with a Han one.
  const first = /\p{L}/u.exec(text)?.[0] ?? "";
  const letters = /\p{Script=Han}/u.test(first) ? (KANA.exec(text)?.[0] ?? first) : first;
  const found = SCRIPTS.find(([, of]) => of.test(letters));
  if (!found) return known;
  const [script, , language] = found;
  if (known !== null) {
    const own = scriptOf(known);
    const same = own === script || (own === "Hant" && script === "Hans") || (own === "Jpan" && script === "Hans");
    if (same || own === "") return known;
  }
  return language;
}
