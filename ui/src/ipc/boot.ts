import type { AppState } from "../generated/AppState";
import type { FilterChoices } from "../generated/FilterChoices";
import type { ListPage } from "../generated/ListPage";

/** What the first frame is drawn from, without a round trip. */
export type Boot = { state: AppState; list?: ListPage; choices?: FilterChoices };

/** The state that came with the page; absent in development and after a reload. */
export function bootState(): Boot | undefined {
  return window.__BELLHOP__;
}
