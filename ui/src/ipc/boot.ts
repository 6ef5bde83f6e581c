import type { Boot } from "../generated/Boot";

/** The state that came with the page, so that the first frame needs no round trip; absent in development. */
export function bootState(): Boot | undefined {
  return window.__BELLHOP__;
}
