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

/** Something that happened (SPEC 31). `to` and `by` are staff ids. */
export type EventContent = { type: "event"; event: string; reason?: string; to?: string; by?: string; send_at?: number; messages?: number };

/** A template that was sent; `category` as the channel's price list names it. */
export type TemplateContent = { type: "template"; name: string; language?: string; category?: string; buttons?: string[] };

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
  | TemplateContent
  | EventContent
  | { type: "unsupported"; kind: string };

type Shape = Record<string, unknown>;

/** What each kind needs to be drawn; more is welcome. */
const NEEDS: Record<string, (content: Shape) => boolean> = {
  text: () => true,
  image: isMedia,
  video: isMedia,
  document: isMedia,
  sticker: isMedia,
  audio: ({ media }) => isShape(media) && isMedia(media),
  location: ({ latitude, longitude }) => typeof latitude === "number" && typeof longitude === "number",
  contacts: ({ cards }) => Array.isArray(cards) && cards.every(isShape),
  buttons: hasChoices,
  list: hasChoices,
  choice_reply: ({ id }) => typeof id === "string",
  form_reply: ({ fields }) => isShape(fields),
  call_permission: ({ granted }) => typeof granted === "boolean",
  order: ({ items }) => typeof items === "number",
  template: ({ name }) => typeof name === "string",
  event: ({ event }) => typeof event === "string",
  unsupported: ({ kind }) => typeof kind === "string",
};

/** The file of a message, if it is one that has a file. */
export function mediaOf(content: MessageContent): Media | undefined {
  switch (content.type) {
    case "image":
    case "video":
    case "document":
    case "sticker":
      return content;
    case "audio":
      return content.media;
    default:
      return undefined;
  }
}

/** The content as the window can draw it. A newer version's, or one in a shape we do not know, becomes `unsupported`. */
export function readContent(value: unknown): MessageContent {
  if (isShape(value) && typeof value["type"] === "string" && NEEDS[value["type"]]?.(value)) {
    return value as unknown as MessageContent;
  }
  return { type: "unsupported", kind: "" };
}

function isShape(value: unknown): value is Shape {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isMedia({ mime }: Shape): boolean {
  return typeof mime === "string";
}

function hasChoices({ choices }: Shape): boolean {
  return Array.isArray(choices) && choices.every((one) => isShape(one) && typeof one["title"] === "string");
}
