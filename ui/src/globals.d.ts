// ts-rs names this type without importing it.
type MessageContent = import("./ipc/content").MessageContent;

/** Version of the window, from package.json. */
declare const __VERSION__: string;

interface Window {
  /** First state and first page, put here by an initialization script before the page runs. */
  __BELLHOP__?: import("./generated/Boot").Boot;
  /** When each conversation's newest message was painted; read by the end-to-end tests. */
  __bellhopPaint?: Record<string, import("./store/paint").Painted>;
}
