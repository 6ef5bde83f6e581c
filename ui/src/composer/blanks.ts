// Blanks of a canned response: what could not be filled in stays as `{{name}}`. Pure.

export type Span = { start: number; end: number };

/** The next blank at or after `from`, going round once. */
export function nextBlank(text: string, from: number): Span | null {
  const blanks = [...text.matchAll(/\{\{[^{}]*\}\}/g)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
  }));
  return blanks.find((blank) => blank.start >= from) ?? blanks[0] ?? null;
}
