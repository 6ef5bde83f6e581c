// Places a floating thing beside its trigger, inside the window. Fixed position, so no panel cuts it off.

export type Side = "below" | "above";

/** Puts `node` at `anchor`'s start edge, or its end edge where it would leave the window. Mirrors with the page. */
function place(node: HTMLElement, anchor: HTMLElement, side: Side, gap: number): void {
  const from = anchor.getBoundingClientRect();
  const width = node.offsetWidth;
  const height = node.offsetHeight;
  const rtl = getComputedStyle(anchor).direction === "rtl";
  const edge = node.classList.contains("sheet") ? sheetEdge(from) : from;
  const start = rtl ? edge.right - width : edge.left;
  const left = Math.max(8, Math.min(start, window.innerWidth - width - 8));
  const wanted = side === "below" ? from.bottom + gap : from.top - height - gap;
  const top = Math.max(8, Math.min(wanted, window.innerHeight - height - 8));
  node.style.setProperty("left", `${left}px`);
  node.style.setProperty("top", `${top}px`);
}

/** A sheet stands over the list, so that it never covers the last guest message (DESIGN_UI 12.3). */
function sheetEdge(anchor: DOMRect): { left: number; right: number } {
  const list = document.querySelector(".panel.list")?.getBoundingClientRect();
  return list && list.width > 0 ? { left: list.left + 10, right: list.right - 10 } : anchor;
}

/** Keeps `node` beside `anchor` while either or the window changes, and closes it on a press elsewhere. Returns what undoes it. */
export function float(node: HTMLElement, anchor: HTMLElement, side: Side, gap: number, close: () => void): () => void {
  const again = (): void => place(node, anchor, side, gap);
  const press = (event: Event): void => {
    const target = event.target as Node;
    if (!node.contains(target) && !anchor.contains(target)) close();
  };
  const watcher = typeof ResizeObserver === "function" ? new ResizeObserver(again) : undefined;
  again();
  watcher?.observe(node);
  window.addEventListener("resize", again);
  document.addEventListener("pointerdown", press, true);
  return () => {
    watcher?.disconnect();
    window.removeEventListener("resize", again);
    document.removeEventListener("pointerdown", press, true);
  };
}
