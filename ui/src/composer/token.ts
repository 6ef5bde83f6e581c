// Where the canned picker reads its query from. Pure.

/** The text the picker belongs to: from `start` to the caret. `slash` = it was opened by typing `/`. */
export type Anchor = { start: number; slash: boolean };

/** A `/` at the start of a word right before the caret, with the letters after it. */
export function slashAt(text: string, caret: number): Anchor | null {
  const found = /(?:^|\s)(\/[^\s/]*)$/u.exec(text.slice(0, caret));
  return found?.[1] === undefined ? null : { start: caret - found[1].length, slash: true };
}

/** What was typed since the picker opened; `null` once the caret has left it. */
export function queryOf(text: string, caret: number, anchor: Anchor): string | null {
  const from = anchor.start + (anchor.slash ? 1 : 0);
  if (caret < from || (anchor.slash && text[anchor.start] !== "/")) return null;
  const query = text.slice(from, caret);
  return /\s/u.test(query) ? null : query;
}
