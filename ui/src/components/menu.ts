import type { Snippet } from "svelte";

/** A line of a menu. */
export type MenuItem = {
  kind: "item" | "check" | "radio" | "separator" | "caption";
  value: string;
  label: string;
  on?: boolean;
  /** A figure or a word at the end. */
  note?: string;
  mark?: Snippet;
};
