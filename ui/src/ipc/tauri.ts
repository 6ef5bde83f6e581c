import { convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { DeskEvent } from "../generated/DeskEvent";
import type { Transport } from "./transport";

/** False in a plain browser, where development runs against the fake desk. */
export function insideTheApp(): boolean {
  return "__TAURI_INTERNALS__" in window;
}

/** The desk behind the window: one command, one event. */
export const tauri: Transport = {
  call: (cmd, args) => invoke("rpc", { cmd, args }),
  listen: async (on) => {
    await listen<DeskEvent>("desk-event", (event) => on(event.payload));
  },
  // `media://localhost/<id>`, or `http://media.localhost/<id>` on Windows.
  file: (id) => convertFileSrc(id, "media"),
};
