import { t } from "../words/words";
import { notice } from "./notice.svelte";

/** Puts `text` on the clipboard and says so. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notice.say(t("copied"));
  } catch (thrown) {
    notice.fail(thrown);
  }
}
