/** Whether a key belongs to an input method that is composing. WebKit reports the Enter that ends it as 229 only. */
export function composing(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return event.isComposing || event.keyCode === 229;
}
