// The hotel's clock: every instant is shown in the property's zone, 24 h (DESIGN_UI 11). Pure; now is an argument.

import { locale } from "../words/words";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const formatters = new Map<string, Intl.DateTimeFormat>();

function format(at: number | Date, zone: string, options: Intl.DateTimeFormatOptions, language = locale()): string {
  const key = language + zone + JSON.stringify(options);
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(language, { timeZone: zone, hourCycle: "h23", ...options });
    formatters.set(key, formatter);
  }
  return formatter.format(at);
}

/** `09:38` */
export function clock(at: number, zone: string): string {
  return format(at, zone, { hour: "2-digit", minute: "2-digit" });
}

/** What a clock in `zone` shows, where it is not what the hotel's shows (DESIGN_UI 11); nothing in a zone this system does not know. */
export function elsewhere(at: number, zone: string, hotel: string): string | null {
  try {
    const there = clock(at, zone);
    return there === clock(at, hotel) && hotelDay(at, zone) === hotelDay(at, hotel) ? null : there;
  } catch {
    return null;
  }
}

/** `09:42:18`; only for *Synced*. */
export function clockWithSeconds(at: number, zone: string): string {
  return format(at, zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

/** The hotel's calendar day as `YYYY-MM-DD`. */
export function hotelDay(at: number, zone: string): string {
  // Not for reading: the one spelling that this takes apart.
  const parts = format(at, zone, { year: "numeric", month: "2-digit", day: "2-digit" }, "en-GB").split("/");
  return `${parts[2]}-${parts[1]}-${parts[0]}`;
}

/** Whole days from `from` to `to`, both `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** A `YYYY-MM-DD` date with the given parts; dates have no zone. */
export function date(day: string, options: Intl.DateTimeFormatOptions): string {
  return format(Date.parse(day), "UTC", options);
}

const year = (day: string): string => day.slice(0, 4);

/** `14 Nov`, or `14 Nov 2024` when not this year. */
export function shortDate(day: string, today: string): string {
  const withYear = year(day) === year(today) ? {} : ({ year: "numeric" } as const);
  return date(day, { day: "numeric", month: "short", ...withYear });
}

/** Time of a row: `09:38` today, `Wed` within the week, then `14 Nov`, then `14 Nov 2024`. */
export function listTime(at: number, now: number, zone: string): string {
  const today = hotelDay(now, zone);
  const day = hotelDay(at, zone);
  const ago = daysBetween(day, today);
  if (ago <= 0) return clock(at, zone);
  if (ago < 7) return date(day, { weekday: "short" });
  return shortDate(day, today);
}

/** `09:40` today, else with its day: `Wed 09:40`, `14 Nov 09:40`. */
export function moment(at: number, now: number, zone: string): string {
  const time = clock(at, zone);
  return hotelDay(at, zone) === hotelDay(now, zone) ? time : `${listTime(at, now, zone)} ${time}`;
}

/** `Thursday 20 November`, with the year when it is not this one. */
export function longDate(day: string, today: string): string {
  const weekday = date(day, { weekday: "long" });
  const withYear = year(day) === year(today) ? {} : ({ year: "numeric" } as const);
  return `${weekday} ${date(day, { day: "numeric", month: "long", ...withYear })}`;
}
