// Places a floating thing beside its trigger, inside the window. Fixed position, so no panel cuts it off.

export type Side = "below" | "above";

/** Puts `node` at `anchor`'s start edge, or its end edge where it would leave the window. Mirrors with the page. */
export function place(node: HTMLElement, anchor: HTMLElement, side: Side, gap = 4): void {
  const from = anchor.getBoundingClientRect();
  const width = node.offsetWidth;
  const height = node.offsetHeight;
  const rtl = getComputedStyle(anchor).direction === "rtl";
  const start = rtl ? from.right - width : from.left;
  const left = Math.max(8, Math.min(start, window.innerWidth - width - 8));
  const wanted = side === "below" ? from.bottom + gap : from.top - height - gap;
  const top = Math.max(8, Math.min(wanted, window.innerHeight - height - 8));
  node.style.setProperty("left", `${left}px`);
  node.style.setProperty("top", `${top}px`);
}

/** Calls `close` on a press outside `inside`, and when the window's size changes. Returns what undoes it. */
export function closeOutside(inside: () => (Element | null | undefined)[], close: () => void): () => void {
  const press = (event: Event): void => {
    const target = event.target as Node;
    if (!inside().some((one) => one?.contains(target))) close();
  };
  document.addEventListener("pointerdown", press, true);
  window.addEventListener("resize", close);
  return () => {
    document.removeEventListener("pointerdown", press, true);
    window.removeEventListener("resize", close);
  };
}
