// When a scheduled message leaves, by the hotel's clock (SPEC 45, 222). Pure; now is an argument.

import { MINUTE, hotelDay } from "../time/hotel";

/** Later than this nobody means; the relay keeps to it too. */
export const FARTHEST_DAYS = 365;

export type SendLater = { id: "afternoon" | "tomorrow"; at: number };

/** What is offered with one key: this afternoon while it is still to come, and tomorrow morning. */
export function sendLater(now: number, zone: string): SendLater[] {
  const today = hotelDay(now, zone);
  const afternoon = hotelInstant(today, "15:00", zone);
  const tomorrow = hotelInstant(addDays(today, 1), "08:30", zone);
  return [
    ...(afternoon > now ? [{ id: "afternoon", at: afternoon } as const] : []),
    { id: "tomorrow", at: tomorrow },
  ];
}

/** The instant at which the hotel's clock shows `time` on `day`; where it skips that time, the same distance after the skip. */
export function hotelInstant(day: string, time: string, zone: string): number {
  const wanted = Date.parse(`${day}T${time}:00Z`);
  const first = wanted - offset(wanted, zone);
  return wanted - offset(first, zone);
}

/** Zone's clock minus UTC at `at`. */
function offset(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-u-nu-latn-ca-gregory", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  return shown - Math.floor(at / MINUTE) * MINUTE;
}

/** `8:30`, `0830`, `8.30`, `8` as `08:30`; nothing for what is no time. Any script's digits. */
export function readTime(text: string): string | null {
  const plain = text.trim().replace(/\p{Nd}/gu, digit);
  const found = /^(\d{1,2})(?:[:.hH ]?(\d{2}))?$/u.exec(plain);
  if (!found) return null;
  const [, hours = "", minutes = "00"] = found;
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  return `${hours.padStart(2, "0")}:${minutes}`;
}

/** Digits stand in runs of ten in Unicode, each run beginning at a multiple of ten from its zero. */
function digit(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 128) return letter;
  for (let zero = code; zero > code - 10; zero -= 1) {
    if (!/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) return String(code - zero);
  }
  return letter;
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The weeks that show a month (`YYYY-MM`), each seven days from `firstDay` (1 = Monday, 7 = Sunday). */
export function weeksOf(month: string, firstDay: number): string[][] {
  const first = `${month}-01`;
  const weekday = new Date(Date.parse(first)).getUTCDay() || 7;
  let day = addDays(first, -((weekday - firstDay + 7) % 7));
  const weeks: string[][] = [];
  do {
    const week = Array.from({ length: 7 }, (_, n) => addDays(day, n));
    weeks.push(week);
    day = addDays(day, 7);
  } while (day.startsWith(month));
  return weeks;
}

/** The month `by` months from `month`, both `YYYY-MM`. */
export function addMonths(month: string, by: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}
