// What a signed-in window asks for first, and what it forgets when somebody signs out.

import { forgetWriting } from "../composer/writing.svelte";
import { rpc } from "../ipc/commands";
import { beside } from "./beside.svelte";
import { composer } from "./composer.svelte";
import { dialogs } from "./dialogs.svelte";
import { files } from "./files.svelte";
import { guest } from "./guest.svelte";
import { house } from "./house.svelte";
import { list, NO_FILTER } from "./list.svelte";
import { player } from "./player.svelte";
import { menus } from "./menus.svelte";
import { search } from "./search.svelte";
import { thread } from "./thread.svelte";
import { undo } from "./undo.svelte";
import { view } from "./view.svelte";

export function startWork(): void {
  if (!list.loaded) void list.refresh();
  void list.loadChoices();
  void house.loadStaff();
  void house.loadLabels();
  void rpc("on_screen", { conversation: null, focused: document.hasFocus() }).catch(() => undefined);
}

/** Nothing of one person may be left on screen for the next. */
export function resetWork(): void {
  forgetWriting();
  composer.reset();
  thread.close();
  player.stop();
  files.asking = null;
  files.show(null);
  void guest.load(null);
  search.clear();
  list.reset(NO_FILTER);
  house.staff = [];
  house.labels = [];
  house.outbox = [];
  house.deadLetters = [];
  view.active = null;
  undo.forget();
  beside.forget();
  dialogs.close();
  menus.assign = menus.labels = false;
  guest.over = false;
}
