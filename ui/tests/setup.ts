import "@testing-library/jest-dom/vitest";
import { beforeAll, beforeEach } from "vitest";
import { FakeDesk } from "../src/ipc/fake";
import { setTransport } from "../src/ipc/transport";

// jsdom lays nothing out and has no frames worth waiting for.
Element.prototype.scrollIntoView = () => undefined;
document.hasFocus = () => true;

/** A fresh desk for every test; `desk()` reaches it. */
let current = new FakeDesk();

beforeEach(() => {
  current = new FakeDesk();
  setTransport(current);
});

export const desk = (): FakeDesk => current;

/** What opens later is read from disk when it first opens (`Dialogs.svelte`); here it has been opened before. */
beforeAll(async () => {
  await Promise.all([
    import("../src/account/Devices.svelte"),
    import("../src/composer/AttachmentChips.svelte"),
    import("../src/composer/Behind.svelte"),
    import("../src/composer/CannedPicker.svelte"),
    import("../src/composer/MentionPicker.svelte"),
    import("../src/composer/TemplateDialog.svelte"),
    import("../src/composer/take-back"),
    import("../src/inbox/NewConversation.svelte"),
    import("../src/inbox/SearchResults.svelte"),
    import("../src/inbox/Welcome.svelte"),
    import("../src/keys/KeySheet.svelte"),
    import("../src/login/Login.svelte"),
    import("../src/palette/Palette.svelte"),
    import("../src/settings/SettingsDialog.svelte"),
    import("../src/status/DeadLetters.svelte"),
    import("../src/status/Outbox.svelte"),
    import("../src/thread/BotBrief.svelte"),
    import("../src/thread/Film.svelte"),
    import("../src/thread/LabelMenu.svelte"),
    import("../src/thread/OpenFile.svelte"),
    import("../src/thread/Sought.svelte"),
    import("../src/thread/Viewer.svelte"),
  ]);
});
