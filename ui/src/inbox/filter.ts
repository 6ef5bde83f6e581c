/** The five statuses in the order of a conversation's life (SPEC 145–149). */
export const STATUSES = ["BOT_HANDLING", "AWAITING_AGENT", "AGENT_ASSIGNED", "RESOLVED", "EXPIRED"];

/** `values` with `value` added or taken away. `open` stands for no choice and `all` for itself alone. */
export function toggled(values: string[], value: string): string[] {
  if (value === "open") return [];
  if (value === "all") return ["all"];
  const without = values.filter((one) => one !== value && one !== "all");
  return values.includes(value) ? without : [...without, value];
}
