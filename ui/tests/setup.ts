import "@testing-library/jest-dom/vitest";
import { beforeEach } from "vitest";
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
