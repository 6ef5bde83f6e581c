// Heights of what is drawn, kept after it is not drawn any more.

/** Told of each difference between what was assumed and what is, before it is painted. */
export type Corrected = (by: number, node: HTMLElement) => void;

export class Ruler {
  /** Grows whenever a size changed. */
  changes = $state(0);
  readonly #sizes = new Map<string, number>();
  readonly #keys = new WeakMap<Element, string>();
  readonly #watcher: ResizeObserver | undefined;

  constructor(corrected: Corrected, guessed: (key: string) => number) {
    if (typeof ResizeObserver !== "function") return;
    this.#watcher = new ResizeObserver((entries) => {
      let changed = false;
      for (const entry of entries) {
        const key = this.#keys.get(entry.target);
        if (key === undefined || !entry.target.isConnected) continue;
        const size = entry.borderBoxSize[0]?.blockSize ?? entry.contentRect.height;
        const known = this.#sizes.get(key);
        if (known !== undefined && Math.abs(known - size) < 0.5) continue;
        this.#sizes.set(key, size);
        changed = true;
        corrected(size - (known ?? guessed(key)), entry.target as HTMLElement);
      }
      if (changed) this.changes += 1;
    });
  }

  /** False where nothing is laid out: then everything is drawn. */
  get works(): boolean {
    return this.#watcher !== undefined;
  }

  sizeOf(key: string): number | undefined {
    return this.#sizes.get(key);
  }

  stop(): void {
    this.#watcher?.disconnect();
  }

  /** Svelte action: measures `node` as long as it is drawn. */
  measure = (node: HTMLElement, key: string): { destroy: () => void } => {
    this.#keys.set(node, key);
    this.#watcher?.observe(node);
    return { destroy: () => this.#watcher?.unobserve(node) };
  };
}
