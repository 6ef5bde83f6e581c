//! Times in the demo script: `24m` and `3h 10m` ago, `2d 14:05` = two days ago at 14:05 at the hotel.

use super::DemoError;
use domain::time::{HOUR, MINUTE, UnixMillis};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Turns the script's times into instants and dates.
#[derive(Debug, Clone)]
pub(super) struct Clock {
    now: UnixMillis,
    zone: TimeZone,
    today: Date,
}

impl Clock {
    pub(super) fn new(now: UnixMillis, zone: &str) -> Result<Self, DemoError> {
        let wrong = |error: jiff::Error| DemoError::Script(error.to_string());
        let zone = TimeZone::get(zone).map_err(wrong)?;
        let instant = Timestamp::from_millisecond(now.0).map_err(wrong)?;
        let today = instant.to_zoned(zone.clone()).date();
        Ok(Self { now, zone, today })
    }

    /// Today plus `days` at the hotel.
    pub(super) fn day(&self, days: i64) -> Result<Date, DemoError> {
        self.today
            .checked_add(jiff::Span::new().days(days))
            .map_err(|error| DemoError::Script(error.to_string()))
    }

    /// An instant of the script.
    pub(super) fn instant(&self, text: &str) -> Result<UnixMillis, DemoError> {
        self.read(text)
            .ok_or_else(|| DemoError::Script(format!("{text} is no time")))
    }

    fn read(&self, text: &str) -> Option<UnixMillis> {
        if let Some((days, clock)) = text.split_once("d ") {
            let (hour, minute) = clock.split_once(':')?;
            let date = self.day(-days.parse::<i64>().ok()?).ok()?;
            let civil = date.at(hour.parse().ok()?, minute.parse().ok()?, 0, 0);
            let zoned = civil.to_zoned(self.zone.clone()).ok()?;
            return Some(UnixMillis(zoned.timestamp().as_millisecond()));
        }
        let mut ago = 0;
        for part in text.split_whitespace() {
            let (number, unit) = part.split_at_checked(part.len().checked_sub(1)?)?;
            let number: i64 = number.parse().ok()?;
            ago += match unit {
                "h" => number * HOUR,
                "m" => number * MINUTE,
                _ => return None,
            };
        }
        Some(self.now.plus(-ago))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Days are the hotel's civil days, also over the change of the clocks.
    #[test]
    fn times() {
        // 20 November 2025, 09:42 in Lisbon (UTC).
        let now = UnixMillis(1_763_631_720_000);
        let clock = Clock::new(now, "Europe/Lisbon").unwrap();
        assert_eq!(clock.instant("22m").unwrap(), now.plus(-22 * MINUTE));
        assert_eq!(clock.instant("3h 10m").unwrap(), now.plus(-190 * MINUTE));
        assert_eq!(clock.instant("1d 18:00").unwrap().0, 1_763_575_200_000);
        // In summer time: 30 days earlier, 18:00 is 17:00 UTC.
        assert_eq!(clock.instant("30d 18:00").unwrap().0, 1_761_066_000_000);
        assert_eq!(clock.day(3).unwrap().to_string(), "2025-11-23");
        assert!(clock.instant("soon").is_err());
    }
}
