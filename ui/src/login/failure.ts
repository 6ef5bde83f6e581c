// Where the words of a failed sign-in stand, and the words. Pure.

import type { SignInResult } from "../generated/SignInResult";
import { MINUTE } from "../time/hotel";
import { waited } from "../time/figures";
import { codeWords, t } from "../words/words";
import { ADDRESS_CODES } from "./relay.svelte";

export type Failed = Extract<SignInResult, { result: "failed" }>;
export type Spot = "relay" | "email" | "password" | "code" | "form";

/** The field that `code` is about. */
export function spotOf(code: string): Spot {
  if (ADDRESS_CODES.includes(code)) return "relay";
  if (code === "email_taken") return "email";
  if (code === "code_unknown") return "code";
  return code === "wrong_password" || code === "too_many_tries" || code === "weak_password" ? "password" : "form";
}

export function failureWords(failed: Failed): string {
  const seconds = failed.wait_seconds ?? 0;
  const wait = seconds >= 60 ? waited(Math.ceil(seconds / 60) * MINUTE) : t("time-seconds", { seconds });
  return codeWords("sign-in", failed.code, { seconds, wait });
}
