// Where the keyboard is, for the hints and for single-letter keys.

class Focus {
  in = $state<"composer" | "text" | "page">("page");
  note = $state(false);

  follow = (): void => {
    const node = document.activeElement;
    this.in = !isTextField(node) ? "page" : node.matches("textarea.comp-text") ? "composer" : "text";
    this.note = node instanceof HTMLElement && node.dataset["mode"] === "note";
  };
}

export function isTextField(node: Element | null): node is HTMLElement {
  return (
    node instanceof HTMLElement &&
    (node.isContentEditable || node.matches("textarea, select, input:not([type=checkbox]):not([type=radio])"))
  );
}

export const focus = new Focus();
