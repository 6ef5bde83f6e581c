import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import Composer from "../../src/composer/Composer.svelte";
import { forgetWriting } from "../../src/composer/writing.svelte";
import { LIVE, ME, NOW, ROWS, STAFF, headerOf, message } from "../../src/ipc/fake-data";
import { app } from "../../src/store/app.svelte";
import { composer } from "../../src/store/composer.svelte";
import { house } from "../../src/store/house.svelte";
import { thread } from "../../src/store/thread.svelte";
import { desk } from "../setup";

const header = headerOf(ROWS[1] as (typeof ROWS)[number]);

beforeEach(() => {
  app.setState({ phase: "signed_in", me: ME, sync: { ...LIVE, clock_offset: NOW - Date.now() } });
  house.staff = STAFF;
  thread.id = header.id;
});
afterEach(() => {
  cleanup();
  forgetWriting();
  composer.reset();
  thread.close();
});

const STATES: [string, (user: UserEvent) => Promise<void>][] = [
  [
    "files and a quote",
    async () => {
      const kept = { id: "a1", name: "map.pdf", mime: "application/pdf", size: 10, received: 10, media: "m1", problem: null };
      desk().attachments.set("c2/false", [kept, { ...kept, id: "a2", problem: { code: "too_large", limit: 16_777_216 } }]);
      composer.quote = message("g1", { author: "guest", text: "E até que horas?" });
      render(Composer, { header });
      await waitFor(() => expect(screen.getAllByTestId("attachment")).toHaveLength(2));
    },
  ],
  [
    "emoji",
    async (user) => {
      render(Composer, { header });
      await user.click(screen.getByTestId("emoji"));
      await waitFor(() => expect(screen.getAllByRole("option").length).toBeGreaterThan(50));
    },
  ],
  [
    "colleagues",
    async (user) => {
      render(Composer, { header });
      await user.click(screen.getByTestId("note-mode"));
      await user.click(screen.getByTestId("mention"));
      await screen.findAllByRole("option");
    },
  ],
  [
    "sending later, with its days",
    async (user) => {
      render(Composer, { header });
      await user.type(screen.getByTestId("composer"), "Bom dia");
      await user.click(screen.getByTestId("schedule"));
      await user.click(await screen.findByRole("button", { name: /Pick a date/u }));
      await screen.findByRole("grid");
    },
  ],
  [
    "templates",
    async (user) => {
      render(Composer, { header: { ...header, window_closes_at: NOW - 60_000 } });
      await user.click(await screen.findByRole("button", { name: /Choose template/u }));
      await screen.findByTestId("template-preview");
      await user.click(screen.getByTestId("template-send"));
    },
  ],
];

it.each(STATES)("axe finds nothing in the composer with %s", async (_, open) => {
  await open(userEvent.setup());
  const result = await axe.run(document.body, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    // Contrast needs a layout, which jsdom has not; the palette's pairs were measured.
    rules: { "color-contrast": { enabled: false } },
  });
  expect(result.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`))).toEqual([]);
}, 20_000);
