// Every command of the desk; their table is generated from `crates/desk/src/commands`.

import type { Commands } from "../generated/commands";
import type { NoArgs } from "../generated/NoArgs";
import { call } from "./transport";

export type CommandName = keyof Commands;

/** Asks the desk. Fails with `RpcError`. */
export function rpc<C extends CommandName>(
  cmd: C,
  ...args: Commands[C]["args"] extends NoArgs ? [] : [Commands[C]["args"]]
): Promise<Commands[C]["result"]> {
  return call(cmd, args[0] ?? {}) as Promise<Commands[C]["result"]>;
}
