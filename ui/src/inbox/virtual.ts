// Which rows of a list of equal rows are on screen. Pure.

/** Rows drawn above and below what can be seen, so that a wheel notch shows no gap. */
export const OVERSCAN = 6;

export type Range = { first: number; last: number };

/** Indices to draw; `last` is -1 for an empty list. */
export function visible(scrollTop: number, height: number, rowHeight: number, total: number): Range {
  if (total === 0 || rowHeight <= 0) return { first: 0, last: -1 };
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight) - OVERSCAN;
  const last = Math.ceil((Math.max(0, scrollTop) + height) / rowHeight) - 1 + OVERSCAN;
  return { first: Math.max(0, Math.min(first, total - 1)), last: Math.min(last, total - 1) };
}

/** Where to scroll so that `index` is wholly seen; the same place if it is already. */
export function reveal(index: number, scrollTop: number, height: number, rowHeight: number): number {
  const top = index * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}
