/** Whether a key belongs to an input method that is composing. WebKit reports the Enter that ends it as 229 only. */
export function composing(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return event.isComposing || event.keyCode === 229;
}

type Key = Pick<KeyboardEvent, "isComposing" | "keyCode" | "key" | "timeStamp">;

/** Longer than any engine takes from the end of a composition to the keydown that ended it. */
const SAME_PRESS = 500;

/**
 * A composition in one field. Some WebKit builds tell the end of a composition *before* the keydown of the Enter that ended
 * it, and that keydown looks like any other; a keyup in between means that it is a press of its own.
 */
export class Composition {
  #endedAt = Number.NEGATIVE_INFINITY;

  ended(event: Pick<Event, "timeStamp">): void {
    this.#endedAt = event.timeStamp;
  }

  released(): void {
    this.#endedAt = Number.NEGATIVE_INFINITY;
  }

  owns(event: Key): boolean {
    if (composing(event)) return true;
    const same = event.key === "Enter" && event.timeStamp - this.#endedAt < SAME_PRESS;
    this.released();
    return same;
  }
}
