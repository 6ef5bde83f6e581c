// Colleagues, labels, the outbox and webhooks nobody understood.

import type { DeadLetterRow } from "../generated/DeadLetterRow";
import type { LabelChoice } from "../generated/LabelChoice";
import type { OutboxEntry } from "../generated/OutboxEntry";
import type { StaffRef } from "../generated/StaffRef";
import { rpc } from "../ipc/commands";

class House {
  staff = $state.raw<StaffRef[]>([]);
  labels = $state.raw<LabelChoice[]>([]);
  outbox = $state.raw<OutboxEntry[]>([]);
  deadLetters = $state.raw<DeadLetterRow[]>([]);
  outboxOpen = $state(false);
  deadLettersOpen = $state(false);

  async loadStaff(): Promise<void> {
    this.staff = await rpc("staff").catch(() => this.staff);
  }

  async loadLabels(): Promise<void> {
    this.labels = await rpc("labels").catch(() => this.labels);
  }

  async loadOutbox(): Promise<void> {
    this.outbox = await rpc("outbox").catch(() => this.outbox);
  }

  async loadDeadLetters(): Promise<void> {
    this.deadLetters = await rpc("dead_letters").catch(() => this.deadLetters);
  }

  /** A colleague's name; nothing for somebody unknown. */
  nameOf(id: string | undefined): string | undefined {
    return this.staff.find((one) => one.id === id)?.name;
  }
}

export const house = new House();
