// Addresses of files. The desk serves what its cache holds under a scheme of its own, with fixed types.

import { fileAddress } from "./transport";

/** Where the window reads the file `id`; `wav` for a voice note in a form that every webview plays. */
export function mediaUrl(id: string, as?: "wav"): string {
  return as ? `${fileAddress(id)}?as=${as}` : fileAddress(id);
}

/**
 * The same file as an address that a player takes: WebKitGTK hands a sound or a film to GStreamer, which knows no scheme of
 * ours (https://bugs.webkit.org/show_bug.cgi?id=146351). Whoever asked gives it back with `URL.revokeObjectURL`.
 */
export async function playable(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return URL.createObjectURL(await answer.blob());
}
