// What a message is: `domain::message::Content`, as the relay keeps it. Hand-written because the desk passes it through as JSON;
// content of a newer version arrives too, so every reader has a default branch.

/** A file of a message. */
export type Media = {
  /** Where the relay keeps it; absent until fetched. */
  id?: string;
  /** MIME type with parameters as the provider gave it. */
  mime: string;
  /** Bytes, once known. */
  size?: number;
  /** File name, for documents. */
  name?: string;
  /** Why it could not be fetched, as a code of `media-…` words. */
  problem?: string;
};

/** A person's card. */
export type ContactCard = { name: string; phones?: string[]; emails?: string[] };

/** A button or a row of a list. */
export type Choice = { id: string; title: string; description?: string };

/** Something that happened (SPEC 31). `to` is a staff id, or the new number. */
export type EventContent = { type: "event"; event: string; reason?: string; to?: string };

export type MessageContent =
  | { type: "text" }
  | ({ type: "image" } & Media)
  | ({ type: "video" } & Media)
  | { type: "audio"; media: Media; voice: boolean }
  | ({ type: "document" } & Media)
  | ({ type: "sticker" } & Media)
  | { type: "location"; latitude: number; longitude: number; name?: string; address?: string }
  | { type: "contacts"; cards: ContactCard[] }
  | { type: "buttons"; choices: Choice[] }
  | { type: "list"; opener: string; choices: Choice[] }
  | { type: "choice_reply"; id: string }
  | { type: "form_reply"; fields: Record<string, string> }
  | { type: "call_permission"; granted: boolean }
  | { type: "order"; items: number }
  | { type: "template"; name: string }
  | EventContent
  | { type: "unsupported"; kind: string };
