import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, it } from "vitest";
import App from "../../src/App.svelte";
import type { AppState } from "../../src/generated/AppState";
import { LIVE, message, NOW } from "../../src/ipc/fake-data";
import { app } from "../../src/store/app.svelte";
import { openConversation } from "../../src/store/work";
import { desk } from "../setup";

/** Contrast needs a layout, which jsdom has not; the palette's pairs were measured. */
async function problems(): Promise<string[]> {
  const result = await axe.run(document.body, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    rules: { "color-contrast": { enabled: false } },
  });
  return result.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`));
}

beforeEach(() => {
  app.state = undefined;
});

it.each(["c1", "c2", "c3", "c7"])("axe finds nothing in conversation %s", async (id) => {
  const user = userEvent.setup();
  render(App);
  await waitFor(() => expect(document.querySelector(`#row-${id}`)).not.toBeNull());
  await user.click(document.querySelector(`#row-${id}`) as Element);
  await screen.findByTestId("guest-panel");
  await screen.findByTestId("composer");
  expect(await problems()).toEqual([]);
}, 20_000);

it("axe finds nothing while a menu or the canned picker is open", async () => {
  const user = userEvent.setup();
  render(App);
  await waitFor(() => expect(document.querySelector("#row-c2")).not.toBeNull());
  await user.click(document.querySelector("#row-c2") as Element);
  await user.type(await screen.findByTestId("composer"), "/chec");
  await screen.findByTestId("canned-picker");
  expect(await problems()).toEqual([]);
  await user.click(screen.getByTestId("filter-status"));
  expect(await problems()).toEqual([]);
}, 20_000);

it("axe finds nothing in a search with more hits than a page, with a message that is sought, in a thread that may be behind", async () => {
  desk().threads["c2"] = [message("s1", { text: "the saxophone again", at: NOW })];
  desk().handlers.search = () => ({
    conversations: [],
    more_conversations: false,
    messages: [{ row: desk().find("c2"), message: "s1", author: "guest", excerpt: "the saxophone again", marks: [[4, 13]], at: NOW }],
    before: { before: "s1", texts: ["saxophone"] },
    complete_back_to: null,
    instead: null,
  });
  render(App);
  await waitFor(() => expect(document.querySelector("#row-c2")).not.toBeNull());
  await fireEvent.input(screen.getByTestId("search"), { target: { value: "saxophone" } });
  await screen.findByTestId("search-older");
  await openConversation("c2", "not-here");
  await screen.findByTestId("sought");
  app.setSync({ ...LIVE, state: "behind" });
  await screen.findByTestId("behind", undefined, { timeout: 8000 });
  expect(await problems()).toEqual([]);
}, 30_000);

it("axe finds nothing on the sign-in page", async () => {
  const state: AppState = { phase: "signed_out", relay: "relay.miralva.example", email: "", reason: "token_expired", kept: 2 };
  desk().state = state;
  render(App);
  await screen.findByText(/answered in/);
  expect(await problems()).toEqual([]);
}, 20_000);

it.each([
  ["the palette", "{Control>}k{/Control}", "palette"],
  ["the sheet of keys", "{F1}", null],
  ["settings", "{Control>},{/Control}", null],
])("axe finds nothing in %s", async (_, key, testid) => {
  const user = userEvent.setup();
  render(App);
  await waitFor(() => expect(document.querySelector("#row-c2")).not.toBeNull());
  await user.keyboard(key);
  await waitFor(() => expect(document.querySelector("dialog[open]")).not.toBeNull());
  if (testid) await user.type(screen.getByTestId("palette-input"), "mi");
  expect(await problems()).toEqual([]);
  for (const name of testid === null ? screen.queryAllByRole("tab") : []) {
    await user.click(name);
    expect(await problems()).toEqual([]);
  }
}, 20_000);

it("axe finds nothing in the first steps, and nothing while something can be undone", async () => {
  const rows = desk().rows;
  desk().rows = [];
  const user = userEvent.setup();
  render(App);
  await screen.findByTestId("step-claim");
  expect(await problems()).toEqual([]);
  desk().rows = rows;
  desk().changed({ all: true });
  await waitFor(() => expect(document.querySelector("#row-c2")).not.toBeNull());
  await user.click(document.querySelector("#row-c2") as Element);
  await screen.findByTestId("composer");
  await user.keyboard("e");
  await screen.findByTestId("undo");
  expect(await problems()).toEqual([]);
}, 20_000);

it("axe finds nothing in what opens from a message: its tools, a photo, a file", async () => {
  const user = userEvent.setup();
  render(App);
  await waitFor(() => expect(document.querySelector("#row-c7")).not.toBeNull());
  await user.click(document.querySelector("#row-c7") as Element);
  const of = async (id: string): Promise<HTMLElement> => {
    await waitFor(() => expect(document.querySelector(`[data-id=${id}]`)).not.toBeNull());
    return document.querySelector(`[data-id=${id}]`) as HTMLElement;
  };
  await fireEvent.focusIn(await of("t1"));
  await user.click(await screen.findByTestId("react"));
  expect(await problems()).toEqual([]);
  await user.keyboard("{Escape}");
  await user.click(screen.getByTestId("message-more"));
  expect(await problems()).toEqual([]);
  await user.keyboard("{Escape}");
  await user.click(within(await of("x1")).getByTestId("photo"));
  await screen.findByTestId("viewer");
  expect(await problems()).toEqual([]);
  await fireEvent(screen.getByTestId("viewer"), new Event("cancel"));
  await user.click(within(await of("x2")).getByTestId("file"));
  await screen.findByTestId("file-open");
  expect(await problems()).toEqual([]);
}, 40_000);

it("axe finds nothing in the labels of a conversation, beside a colleague, and where a new one is begun", async () => {
  const user = userEvent.setup();
  render(App);
  await waitFor(() => expect(document.querySelector("#row-c2")).not.toBeNull());
  await user.click(document.querySelector("#row-c2") as Element);
  await screen.findByTestId("composer");
  desk().emit({ event: "viewing", conversation: "c2", staff: "tomas", until: Date.now() + 45_000 });
  await screen.findByTestId("beside");
  await user.click(screen.getByTestId("labels"));
  await screen.findByTestId("label-menu");
  expect(await problems()).toEqual([]);
  await user.keyboard("{Escape}");
  await user.click(screen.getByTestId("new"));
  await user.type(await screen.findByTestId("new-to"), "mariana");
  await waitFor(() => expect(screen.getByTestId("new-start")).toBeEnabled());
  expect(await problems()).toEqual([]);
}, 20_000);
