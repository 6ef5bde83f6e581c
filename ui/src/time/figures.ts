// Figures as DESIGN_UI 11 writes them. Pure.

import type { GuestClock } from "../generated/GuestClock";
import { hasWords, isolate, locale, t } from "../words/words";
import { DAY, HOUR, MINUTE, clock, daysBetween, date, elsewhere, hotelDay, longDate, shortDate } from "./hotel";

/** `4 min`, `1 h 12 min`, `now` under a minute. Two units at most. */
export function waited(milliseconds: number): string {
  if (milliseconds < MINUTE) return t("time-now");
  const hours = Math.floor(milliseconds / HOUR);
  const minutes = Math.floor((milliseconds % HOUR) / MINUTE);
  if (hours >= 24) return t("time-days-hours", { days: Math.floor(hours / 24), hours: hours % 24 });
  return hours > 0 ? t("time-hours-minutes", { hours, minutes }) : t("time-minutes", { minutes });
}

/** The rule above a day's messages: `Today, Thursday 20 November`. */
export function dayRule(day: string, today: string): string {
  const date = longDate(day, today);
  const ago = daysBetween(day, today);
  if (ago === 0) return t("day-today", { date });
  return ago === 1 ? t("day-yesterday", { date }) : date;
}

export type ReplyWindow =
  | { state: "none" }
  | { state: "never" }
  | { state: "open" | "soon"; words: string; percent: number }
  | { state: "shut"; words: string; percent: 0 };

/** The reply window in words: ink above an hour, amber under it, shut from the closing instant on (SPEC 49). */
export function replyWindow(closesAt: number | null, neverOpened: boolean, now: number, zone: string): ReplyWindow {
  if (neverOpened) return { state: "never" };
  if (closesAt === null) return { state: "none" };
  const left = closesAt - now;
  if (left <= 0) {
    const today = hotelDay(now, zone);
    const day = hotelDay(closesAt, zone);
    const time = clock(closesAt, zone);
    const words =
      day === today ? t("window-shut", { time }) : t("window-shut-day", { date: shortDate(day, today), time });
    return { state: "shut", words, percent: 0 };
  }
  const percent = Math.max(1, Math.min(100, Math.round((left / DAY) * 100)));
  if (left > HOUR) return { state: "open", words: t("window-open", { left: waited(left) }), percent };
  const args = { time: clock(closesAt, zone), left: waited(left) };
  return { state: "soon", words: t("window-soon", args), percent };
}

/** `20–23 Nov`, `30 Nov–2 Dec`, with the year when it is not this one. En dash, no spaces. */
export function stayRange(checkIn: string, checkOut: string, today: string): string {
  const thisYear = today.slice(0, 4);
  const sameYear = checkIn.slice(0, 4) === checkOut.slice(0, 4);
  const end = date(checkOut, {
    day: "numeric",
    month: "short",
    ...(checkOut.slice(0, 4) === thisYear && sameYear ? {} : ({ year: "numeric" } as const)),
  });
  if (checkIn.slice(0, 7) === checkOut.slice(0, 7)) return `${date(checkIn, { day: "numeric" })}–${end}`;
  const start = date(checkIn, {
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : ({ year: "numeric" } as const)),
  });
  return `${start}–${end}`;
}

/** `€1,284.00`; whole figures without cents for totals of stays: `€7,318`. */
export function money(cents: number, currency: string, whole = false): string {
  const options: Intl.NumberFormatOptions = { style: "currency", currency, currencyDisplay: "narrowSymbol" };
  if (whole) options.maximumFractionDigits = 0;
  try {
    return new Intl.NumberFormat(locale(), options).format(cents / 100);
  } catch {
    return `${currency} ${(cents / 100).toFixed(whole ? 0 : 2)}`;
  }
}

/** `4,218` */
export function count(figure: number): string {
  return new Intl.NumberFormat(locale()).format(figure);
}

/** `3`, capped at `99+`. */
export function unreadCount(unread: number): string {
  return unread > 99 ? "99+" : String(unread);
}

/** `184 KB`, one decimal from 1 MB: `2.4 MB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1000) return t("size-bytes", { size: bytes });
  if (bytes < 999_500) return t("size-kb", { size: Math.round(bytes / 1000) });
  return t("size-mb", { size: (bytes / 1_000_000).toFixed(1) });
}

/** `Portuguese` for `pt-BR`; nothing if the code says nothing. */
export function languageName(code: string): string | null {
  try {
    const name = new Intl.DisplayNames([locale()], { type: "language", fallback: "none" });
    return name.of(code.split("-")[0] ?? code) ?? null;
  } catch {
    return null;
  }
}

/** `06:42 in São Paulo`, `10:42, Germany`; nothing where it is the hotel's time. */
export function guestClock(there: GuestClock, now: number, hotel: string): string | null {
  const time = elsewhere(now, there.zone, hotel);
  if (time === null) return null;
  const country = there.country === null ? undefined : new Intl.DisplayNames([locale()], { type: "region" }).of(there.country);
  if (country !== undefined) return t("guest-clock-country", { time, place: country });
  const city = there.zone.slice(there.zone.lastIndexOf("/") + 1);
  const words = `city-${city.toLowerCase().replaceAll("_", "-")}`;
  return t("guest-clock-city", { time, place: hasWords(words) ? t(words) : isolate(city.replaceAll("_", " ")) });
}

/** Where the guest is in their stay: `Room 412, arrives today`. Nothing without a stay. */
export function stayPhrase(
  stay: { room: string | null; check_in: string | null; check_out: string | null },
  today: string,
): string | null {
  const when = stayWhen(stay.check_in, stay.check_out, today);
  if (!stay.room) return when && t(`stay-${when.id}`, when.args);
  if (!when) return t("stay-room", { room: stay.room });
  return t(`stay-room-${when.id}`, { room: stay.room, ...when.args });
}

function stayWhen(checkIn: string | null, checkOut: string | null, today: string) {
  if (!checkIn || !checkOut || checkOut < today) return null;
  if (checkIn > today) return { id: "arrives", args: { date: shortDate(checkIn, today) } };
  if (checkIn === today) return { id: "arrives-today", args: {} };
  if (checkOut === today) return { id: "leaves-today", args: {} };
  return { id: "until", args: { date: shortDate(checkOut, today) } };
}

/** `0:23`, `12:05`: how long a sound is or where in it we are. */
export function playTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** When something leaves: `today` or `tomorrow` of the hotel, or the day itself, and the time. */
export function goesOut(at: number, now: number, zone: string): { day: string; time: string } {
  const today = hotelDay(now, zone);
  const on = hotelDay(at, zone);
  const ahead = daysBetween(today, on);
  const day = ahead === 0 ? "today" : ahead === 1 ? "tomorrow" : shortDate(on, today);
  return { day, time: clock(at, zone) };
}
