// Every command of the desk with its arguments and result; the table stands in `crates/desk/src/api/mod.rs`.

import type { AppState } from "../generated/AppState";
import type { Canned } from "../generated/Canned";
import type { DeadLetterRow } from "../generated/DeadLetterRow";
import type { Device } from "../generated/Device";
import type { FilterChoices } from "../generated/FilterChoices";
import type { GuestPanel } from "../generated/GuestPanel";
import type { Header } from "../generated/Header";
import type { Invitation } from "../generated/Invitation";
import type { ListFilter } from "../generated/ListFilter";
import type { ListPage } from "../generated/ListPage";
import type { MessagePage } from "../generated/MessagePage";
import type { OutboxEntry } from "../generated/OutboxEntry";
import type { RedeemInvitation } from "../generated/RedeemInvitation";
import type { RelayProbe } from "../generated/RelayProbe";
import type { SearchResult } from "../generated/SearchResult";
import type { SignIn } from "../generated/SignIn";
import type { SignInResult } from "../generated/SignInResult";
import type { StaffRef } from "../generated/StaffRef";
import type { Thread } from "../generated/Thread";
import { call } from "./transport";

type None = Record<string, never>;
type Conversation = { conversation: string };

/** What a person may do to a conversation. */
export type ActName =
  | "claim"
  | "take_over"
  | "assign"
  | "resolve"
  | "reopen"
  | "hand_back"
  | "mark_read"
  | "mark_unread";

export type Commands = {
  app_state: { args: None; result: AppState };
  probe_relay: { args: { address: string }; result: RelayProbe };
  sign_in: { args: SignIn; result: SignInResult };
  check_invitation: { args: { relay: string; code: string }; result: Invitation | null };
  redeem_invitation: { args: RedeemInvitation; result: SignInResult };
  sign_out: { args: None; result: null };
  devices: { args: None; result: Device[] };
  revoke_device: { args: { device: string }; result: null };
  conversation_list: { args: { filter: ListFilter; offset: number; limit: number }; result: ListPage };
  filter_choices: { args: None; result: FilterChoices };
  open_conversation: { args: Conversation; result: Thread };
  messages: { args: Conversation & { before: string | null; limit: number }; result: MessagePage };
  header: { args: Conversation; result: Header };
  guest_panel: { args: Conversation; result: GuestPanel };
  canned_responses: { args: Conversation & { query: string }; result: Canned[] };
  staff: { args: None; result: StaffRef[] };
  search: { args: { text: string }; result: SearchResult };
  send_message: {
    args: Conversation & { text: string; reply_to: string | null };
    result: { message: string };
  };
  add_note: { args: Conversation & { text: string }; result: { message: string } };
  retry_message: { args: Conversation & { message: string }; result: null };
  act: { args: Conversation & { action: ActName; staff: string | null }; result: null };
  set_presence: { args: { presence: string }; result: null };
  outbox: { args: None; result: OutboxEntry[] };
  outbox_release: { args: { id: string }; result: null };
  outbox_discard: { args: { id: string }; result: null };
  sync_now: { args: None; result: null };
  dead_letters: { args: None; result: DeadLetterRow[] };
  replay_dead_letter: { args: { id: string }; result: null };
  draft: { args: Conversation & { note: boolean }; result: string };
  save_draft: { args: Conversation & { note: boolean; text: string }; result: null };
  on_screen: { args: { conversation: string | null; focused: boolean }; result: null };
  open_link: { args: Conversation & { kind: "whatsapp" | "email" }; result: null };
  painted: { args: { what: string }; result: null };
};

export type CommandName = keyof Commands;

/** Asks the desk. Fails with `RpcError`. */
export function rpc<C extends CommandName>(
  cmd: C,
  ...args: Commands[C]["args"] extends None ? [] : [Commands[C]["args"]]
): Promise<Commands[C]["result"]> {
  return call(cmd, args[0] ?? {}) as Promise<Commands[C]["result"]>;
}
