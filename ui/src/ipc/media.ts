// Addresses of files. The desk serves what its cache holds under a scheme of its own, with fixed types.

import { fileAddress } from "./transport";

/** Where the window reads the file `id`; `wav` for a voice note in a form that every webview plays. */
export function mediaUrl(id: string, as?: "wav"): string {
  return as ? `${fileAddress(id)}?as=${as}` : fileAddress(id);
}
