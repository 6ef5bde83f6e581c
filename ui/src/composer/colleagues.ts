// Whom a note can name. Pure.

import type { StaffRef } from "../generated/StaffRef";
import { typedPart } from "./token";

/** Colleagues with a name part that begins with `query`; who is at work first. */
export function findColleagues(staff: StaffRef[], me: string | undefined, query: string): StaffRef[] {
  const order = ["online", "away", "offline"];
  return staff
    .filter((one) => one.id !== me && (query === "" || typedPart(one.name, query)[1] !== ""))
    .sort((a, b) => order.indexOf(a.presence) - order.indexOf(b.presence) || a.name.localeCompare(b.name));
}

/** `@Beatriz`, or the whole name where two have the same first one. */
export function mentionOf(one: StaffRef, staff: StaffRef[]): string {
  const first = one.name.split(" ")[0] ?? one.name;
  const twins = staff.filter((other) => (other.name.split(" ")[0] ?? other.name) === first);
  return `@${twins.length > 1 ? one.name : first} `;
}
