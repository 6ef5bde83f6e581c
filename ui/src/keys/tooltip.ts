import { t } from "../words/words";
import { capWords } from "./chord";
import { keyOf } from "./current";
import type { KeyId } from "./table";

/** A tooltip with its key: `Resolve (E)`; without one where it was switched off. */
export function withKey(label: string, id: KeyId): string {
  const key = keyOf(id);
  return key === undefined ? label : t("key-hint", { label, key: capWords(key) });
}
