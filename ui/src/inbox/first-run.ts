// Whether this house still takes its first steps. Pure.

import type { FilterChoices } from "../generated/FilterChoices";
import type { Row } from "../generated/Row";

type List = {
  loaded: boolean;
  complete: boolean;
  filtered: boolean;
  total: number;
  choices: FilterChoices;
  rows: ReadonlyMap<number, Row>;
};

/** At most one conversation was ever here, and nobody here has answered it yet. */
export function isFirstRun(list: List): boolean {
  if (!list.loaded || !list.complete || list.filtered || list.total > 1) return false;
  // How many there ever were is not known yet.
  if (list.choices.statuses.length === 0) return false;
  const ever = list.choices.statuses.reduce((sum, status) => sum + status.count, 0);
  return ever <= 1 && list.total === ever && firstRow(list)?.preview?.mine !== true;
}

export function firstRow(list: Pick<List, "rows">): Row | undefined {
  return [...list.rows.values()][0];
}
