// The relay's address: asked shortly after it was typed.

import type { RelayProbe } from "../generated/RelayProbe";
import { rpc } from "../ipc/commands";

const ASK_AFTER = 350;

export class RelayAddress {
  address = $state("");
  probe = $state.raw<RelayProbe>();
  asking = $state(false);
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(address: string) {
    this.address = address;
    if (address !== "") void this.ask();
  }

  type(address: string): void {
    this.address = address;
    this.probe = undefined;
    this.#asked += 1;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.ask(), ASK_AFTER);
  }

  async ask(): Promise<void> {
    clearTimeout(this.#timer);
    const ask = ++this.#asked;
    if (this.address.trim() === "") return;
    this.asking = true;
    const probe = await rpc("probe_relay", { address: this.address.trim() }).catch(() => undefined);
    if (ask !== this.#asked) return;
    this.asking = false;
    this.probe = probe;
  }
}

/** Codes that are about the address, so their words stand under it. */
export const ADDRESS_CODES = ["unreachable", "not_a_relay", "certificate", "insecure_address", "bad_address", "old_relay"];
