// Where a picker reads its query from. Pure.

/** The text the picker belongs to: from `start` to the caret. `typed` = it was opened by typing its sign. */
export type Anchor = { start: number; typed: boolean };

/** `/` opens canned responses, `@` colleagues. */
export type Sign = "/" | "@";

const AT_WORD_START: Record<Sign, RegExp> = { "/": /(?:^|\s)(\/[^\s/]*)$/u, "@": /(?:^|[\s(])(@[^\s@]*)$/u };

/** A sign at the start of a word right before the caret, with the letters after it. */
export function signAt(text: string, caret: number, sign: Sign): Anchor | null {
  const found = AT_WORD_START[sign].exec(text.slice(0, caret));
  return found?.[1] === undefined ? null : { start: caret - found[1].length, typed: true };
}

/** What was typed since the picker opened; `null` once the caret has left it. */
export function queryOf(text: string, caret: number, anchor: Anchor, sign: Sign): string | null {
  const from = anchor.start + (anchor.typed ? 1 : 0);
  if (caret < from || (anchor.typed && text[anchor.start] !== sign)) return null;
  const query = text.slice(from, caret);
  return /\s/u.test(query) ? null : query;
}

/** Marks and case aside, for finding `ines` in `Inês`. Keeps the length of every letter it knows. */
function plain(text: string): string {
  return [...text].map((letter) => letter.normalize("NFD")[0]?.toLowerCase() ?? letter).join("");
}

/** Where `query` begins a word of `text`; the pieces before, of and after it. */
export function typedPart(text: string, query: string): [string, string, string] {
  const letters = [...text];
  const wanted = plain(query);
  if (wanted === "") return ["", "", text];
  const at = ` ${plain(text)}`.search(new RegExp(`[\\s-]${wanted.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&")}`, "u"));
  if (at < 0) return ["", "", text];
  const end = at + [...wanted].length;
  return [letters.slice(0, at).join(""), letters.slice(at, end).join(""), letters.slice(end).join("")];
}
