// Which labels a conversation can get. Pure.

import type { LabelChoice } from "../generated/LabelChoice";

/** The house's labels that hold `query`, and what the conversation has besides: the house dropped it, and it can be taken off. */
export function labelsFor(house: LabelChoice[], there: string[], query: string): LabelChoice[] {
  const wanted = query.trim().toLowerCase();
  const old = there.filter((name) => !house.some((one) => one.name === name)).map((name) => ({ name, color: "gray" }));
  return [...house, ...old].filter((one) => one.name.toLowerCase().includes(wanted));
}

/** The tone of a label; none for one that the house has no more. */
export function toneOf(house: LabelChoice[], name: string): string {
  return house.find((one) => one.name === name)?.color ?? "gray";
}
