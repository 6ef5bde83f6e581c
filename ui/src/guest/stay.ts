import type { Stay } from "../generated/Stay";

/** The one word on a stay: what happens today beats what was booked. Pure. */
export function stayBadge(stay: Pick<Stay, "status" | "check_in" | "check_out">, today: string): string {
  if (stay.status === "confirmed" && stay.check_in === today) return "arrives-today";
  if (stay.status === "checked_in" && stay.check_out === today) return "leaves-today";
  return stay.status;
}
