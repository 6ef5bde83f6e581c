// Colleagues named in a note. Pure.

export type MentionPiece = { text: string; mention: boolean };

/** `@Inês` and `@Inês Carvalho` are mentions where a colleague has that name; an `@` of anything else is only text. */
export function mentions(text: string, names: string[]): MentionPiece[] {
  const known = names
    .flatMap((name) => [name, name.split(" ")[0] ?? ""])
    .filter((name) => name !== "")
    .sort((a, b) => b.length - a.length);
  const pieces: MentionPiece[] = [];
  let plain = "";
  const end = (): void => {
    if (plain !== "") pieces.push({ text: plain, mention: false });
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const name = text[at] === "@" && !/[\p{L}\p{N}]$/u.test(plain) ? known.find((one) => named(text, at + 1, one)) : undefined;
    if (name === undefined) {
      plain += text[at];
      at += 1;
      continue;
    }
    end();
    pieces.push({ text: text.slice(at, at + 1 + name.length), mention: true });
    at += 1 + name.length;
  }
  end();
  return pieces;
}

/** Whether `name` stands at `at` as a whole word, in any case. */
function named(text: string, at: number, name: string): boolean {
  const found = text.slice(at, at + name.length);
  const after = text[at + name.length] ?? " ";
  return found.toLocaleLowerCase() === name.toLocaleLowerCase() && !/[\p{L}\p{N}]/u.test(after);
}
