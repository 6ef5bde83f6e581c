import type { DeskEvent } from "../generated/DeskEvent";

/** The way to the desk. Tauri in the window, a fake in development and tests. */
export interface Transport {
  call(cmd: string, args: unknown): Promise<unknown>;
  listen(on: (event: DeskEvent) => void): Promise<void>;
  /** Where the webview reads a file of the desk. */
  file(id: string): string;
}

/** A command that failed: `code` has words (`error-<code>` or `refusal-<code>`), `detail` is for "Copy details". */
export class RpcError extends Error {
  readonly code: string;
  readonly detail: string | null;

  constructor(code: string, detail: string | null) {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

let current: Transport | undefined;

export function setTransport(transport: Transport): void {
  current = transport;
}

export function listen(on: (event: DeskEvent) => void): Promise<void> {
  return transport().listen(on);
}

export function fileAddress(id: string): string {
  return transport().file(id);
}

export async function call(cmd: string, args: unknown): Promise<unknown> {
  try {
    return await transport().call(cmd, args);
  } catch (thrown) {
    throw asRpcError(thrown);
  }
}

function transport(): Transport {
  if (!current) throw new RpcError("internal", "no transport");
  return current;
}

function asRpcError(thrown: unknown): RpcError {
  if (thrown instanceof RpcError) return thrown;
  if (typeof thrown === "object" && thrown !== null && "code" in thrown) {
    const { code, detail } = thrown as { code: unknown; detail?: unknown };
    return new RpcError(String(code), typeof detail === "string" ? detail : null);
  }
  return new RpcError("internal", String(thrown));
}
