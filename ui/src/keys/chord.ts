// Keys as they are pressed and as they are printed on caps. Pure.

type Pressed = Pick<KeyboardEvent, "key" | "code" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey"> & {
  getModifierState?: (name: string) => boolean;
};

const NAMES: Record<string, string> = {
  ArrowDown: "Down",
  ArrowUp: "Up",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  Escape: "Esc",
  "+": "Plus",
  "=": "Plus",
  "-": "Minus",
  "−": "Minus",
  " ": "Space",
};

const CAPS: Record<string, string> = { Down: "↓", Up: "↑", Left: "←", Right: "→", Plus: "+", Minus: "−" };

/**
 * `Ctrl+Shift+R` for a key press; null for a modifier alone. A keyboard without Latin letters counts by the place of the key, so
 * that an Arabic or Cyrillic layout reaches every shortcut.
 */
export function chordOf(event: Pressed): string | null {
  const name = nameOf(event);
  if (name === null) return null;
  // On Windows AltGr arrives as Ctrl and Alt.
  const graph = event.getModifierState?.("AltGraph") ?? false;
  const parts: string[] = [];
  if (!graph && (event.ctrlKey || event.metaKey)) parts.push("Ctrl");
  if (!graph && event.altKey) parts.push("Alt");
  // What Shift prints (`?`, `+`) says so itself.
  if (event.shiftKey && (name.length > 1 || /[A-Z]/.test(name)) && name !== "Plus") parts.push("Shift");
  return [...parts, name].join("+");
}

function nameOf({ key, code, shiftKey }: Pressed): string | null {
  const named = NAMES[key];
  if (named) return named;
  if (["Shift", "Control", "Alt", "Meta", "AltGraph", "Dead", "Unidentified", "Process"].includes(key)) return null;
  if (key.length > 1) return key;
  if (/[\x21-\x7e]/.test(key)) return key.toUpperCase();
  const letter = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1];
  if (letter) return letter;
  if (code === "Slash") return shiftKey ? "?" : "/";
  return code === "Comma" ? "," : key;
}

/** A single character, which types text elsewhere: it can be switched off (WCAG 2.1.4). */
export function isCharacter(chord: string): boolean {
  return chord.length === 1 || chord.includes(" ") || chord === "Plus" || chord === "Minus";
}

/** What is printed on the caps: `["Ctrl", "Shift", "R"]`; a sequence is its caps one after the other. */
export function capsOf(chord: string, apple = onApple()): string[] {
  return chord.split(/[+ ]/).map((part) => (part === "Ctrl" && apple ? "⌘" : (CAPS[part] ?? part)));
}

/** For tooltips: `Ctrl Shift R`. */
export function capWords(chord: string): string {
  return capsOf(chord).join(" ");
}

function onApple(): boolean {
  return /^Mac/.test(navigator.platform);
}
