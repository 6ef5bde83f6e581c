import type { BrandName, IconName } from "../components/icons";

/** The mark of a channel: its brand, or a drawn icon where it has none. */
export function channelMark(channel: string): { brand: BrandName } | { icon: IconName } {
  switch (channel) {
    case "whatsapp":
    case "instagram":
    case "messenger":
    case "telegram":
    case "tiktok":
      return { brand: channel };
    case "email":
      return { icon: "mail" };
    case "calls":
    case "sms":
      return { icon: "phone" };
    case "google":
      return { icon: "globe" };
    default:
      return { icon: "message-square-text" };
  }
}
