//! When a guest would come and go: the days they name, in the order and with the words between them.

use super::calendar;
use super::duration::MOST_NIGHTS;
use super::item::Items;
use super::moment::{self, Moment, Which};
use super::term::Term;
use super::written;
use crate::reading::StaySaid;
use jiff::civil::Date;

/// What a named day is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Plain,
    Arrival,
    Departure,
    /// "Or the 22nd": another proposal.
    Other,
}

#[derive(Debug, Clone, Copy)]
struct Mention {
    moment: Moment,
    role: Role,
    /// It ends a range that the mention before begins.
    joined: bool,
    /// Nothing but a comma stands between it and the mention before.
    beside: bool,
}

/// The days that a message names.
pub(super) struct Mentions {
    all: Vec<Mention>,
    /// "Next week" stands somewhere: weekdays are of that week.
    week: Option<Which>,
}

/// What has been read since the last mention.
struct Before {
    role: Role,
    marked: bool,
    joint: bool,
    other: bool,
    between: bool,
    /// Only little things since the last mention.
    beside: bool,
}

impl Before {
    const fn start() -> Self {
        Self {
            role: Role::Plain,
            marked: false,
            joint: false,
            other: false,
            between: false,
            beside: false,
        }
    }

    fn read(&mut self, items: &Items, at: usize, first: bool) {
        let is = |term| items.is(at, term);
        if items.is_sign(at, ',') || items.is_sign(at, '(') || items.is_sign(at, ')') {
            return;
        }
        if items.is_sign(at, '-') || items.is_sign(at, '/') && self.beside {
            self.joint = !first && self.beside;
            self.marked |= self.joint;
            return;
        }
        if is(Term::Between) {
            (self.between, self.role, self.marked) = (true, Role::Arrival, true);
        } else if is(Term::Until) && !(is(Term::To) && first) {
            (self.role, self.marked, self.other) = (Role::Departure, true, false);
            self.joint = !first && self.beside;
        } else if is(Term::To) {
            self.joint = !first && self.beside;
            self.marked = true;
            if is(Term::From) && !self.joint {
                self.role = Role::Arrival;
            }
        } else if is(Term::And) && !first && self.beside {
            self.joint = self.between;
            self.other = !self.between;
            self.marked = true;
        } else if is(Term::Or) && !first && self.beside {
            (self.other, self.marked) = (true, true);
        } else if is(Term::From) {
            self.marked = true;
            // "De" is also "of": it takes back nothing.
            if !(is(Term::Of) && self.role == Role::Departure) {
                self.role = Role::Arrival;
            }
            self.beside = false;
        } else if is(Term::On) {
            self.marked = true;
        } else {
            (self.marked, self.joint, self.beside) = (false, false, false);
        }
    }
}

impl Mentions {
    /// Reads the days out of what nights, guests and hours have left.
    pub(super) fn of(items: &Items, today: Date) -> Self {
        let mut all: Vec<Mention> = Vec::new();
        let mut before = Before::start();
        let mut between = false;
        let mut at = 0;
        while at < items.len() {
            let marked = before.marked || written::begins_range(items, at);
            let Some((moment, end)) = moment::at(items, at, marked, today) else {
                before.read(items, at, all.is_empty());
                if items.is_used(at) && moment::is_number(items, at) {
                    before.beside = false;
                }
                between |= before.between;
                at += 1;
                continue;
            };
            let role = match before.role {
                _ if before.joint => Role::Departure,
                _ if before.other => Role::Other,
                role => role,
            };
            all.push(Mention {
                moment,
                role,
                joined: before.joint,
                beside: before.beside,
            });
            at = behind_weekday(items, end, moment, today);
            before = Before::start();
            (before.beside, before.between) = (true, between);
        }
        Self {
            all,
            week: week(items),
        }
    }

    /// Whether any day is named.
    pub(super) fn any(&self) -> bool {
        !self.all.is_empty()
    }

    /// Whether both ends of a stay are named.
    pub(super) fn is_range(&self) -> bool {
        let leaves = |it: &Mention| it.role == Role::Departure;
        self.all.iter().any(leaves) && !self.all.iter().all(leaves)
    }

    /// The stay. Of a change the last dates named are the wanted ones.
    pub(super) fn stay(&self, nights: Option<u16>, today: Date, change: bool) -> StaySaid {
        let (first, last) = self.ends(change);
        let weekend = self.all.iter().find_map(|mention| match mention.moment {
            Moment::Weekend(which) => Some(which),
            _ => None,
        });
        let (check_in, mut check_out) = self.placed(first, last, weekend, today);
        // "The weekend, three nights": it only says when they come.
        if first.is_none() && last.is_none() && nights.is_some() {
            check_out = None;
        }
        said(check_in, check_out, nights)
    }

    /// The mentions of arrival and departure.
    fn ends(&self, change: bool) -> (Option<Moment>, Option<Moment>) {
        let days: Vec<&Mention> = self
            .all
            .iter()
            .filter(|mention| !matches!(mention.moment, Moment::Weekend(_)))
            .collect();
        let from = if change {
            days.iter()
                .rposition(|it| !it.joined && it.role != Role::Other)
                .unwrap_or(0)
        } else {
            0
        };
        let days = days.get(from..).unwrap_or_default();
        // A range beats a day that stands alone: "a wedding on the 12th … from the 11th to the 13th".
        let range = days
            .iter()
            .position(|it| it.joined)
            .and_then(|last| Some((last.checked_sub(1)?, last)));
        let first = range.map(|(first, _)| first).or_else(|| {
            days.iter()
                .position(|it| matches!(it.role, Role::Plain | Role::Arrival))
        });
        let last = range.map(|(_, last)| last);
        let last = last.or_else(|| days.iter().position(|it| it.role == Role::Departure));
        let last = last.or_else(|| {
            let next = first? + 1;
            let mention = days.get(next)?;
            (mention.beside && mention.role == Role::Plain).then_some(next)
        });
        let moment = |at: Option<usize>| Some(days.get(at?)?.moment);
        // "The 14th or 15th of May": the month belongs to both.
        let other = first.and_then(|first| days.get(first + 1));
        let month = other.and_then(|it| match it.moment {
            Moment::DayMonth(_, month) if it.beside && it.role == Role::Other => Some(month),
            _ => None,
        });
        let first = match (moment(first), month) {
            (Some(Moment::Day(day)), Some(month)) => Some(Moment::DayMonth(day, month)),
            (first, _) => first,
        };
        (first, moment(last))
    }

    fn placed(
        &self,
        first: Option<Moment>,
        last: Option<Moment>,
        weekend: Option<Which>,
        today: Date,
    ) -> (Option<Date>, Option<Date>) {
        let place = |moment: Moment| match (moment, weekend, self.week) {
            (Moment::Weekday(day, Which::Coming), Some(which), _) => {
                let (friday, _) = calendar::weekend(today, which)?;
                calendar::around_weekend(day, friday, today)
            }
            (Moment::Weekday(day, Which::Coming), None, Some(week)) => {
                calendar::check_in(Moment::Weekday(day, week), today)
            }
            _ => calendar::check_in(moment, today),
        };
        match (first, last, weekend) {
            (None, None, Some(which)) => {
                let both = calendar::weekend(today, which);
                (
                    both.map(|(friday, _)| friday),
                    both.map(|(_, sunday)| sunday),
                )
            }
            (Some(first), Some(last), _) => {
                if let Some((start, end)) = calendar::from_the_end(first, last, today) {
                    let ahead = |date| Some(date).filter(|date| *date >= today);
                    return (ahead(start), ahead(end));
                }
                let check_in = place(first);
                let check_out = match check_in {
                    Some(check_in) => calendar::check_out(last, check_in),
                    None => place(last),
                };
                (check_in, check_out)
            }
            (first, last, _) => (first.and_then(place), last.and_then(place)),
        }
    }
}

/// "Next week" or "the week after next" anywhere.
fn week(items: &Items) -> Option<Which> {
    (0..items.len()).find_map(|at| {
        if !items.is(at, Term::Week) {
            return None;
        }
        let near = [at.checked_sub(1), Some(at + 1)];
        near.into_iter().flatten().find_map(|at| {
            items.find(at, |term| match term {
                Term::Next => Some(Which::Next),
                Term::AfterNext => Some(Which::AfterNext),
                _ => None,
            })
        })
    })
}

/// A weekday behind a date says nothing new: "15.3. (Sonntag)".
fn behind_weekday(items: &Items, end: usize, moment: Moment, today: Date) -> usize {
    let open = items.is_sign(end, '(') || items.is_sign(end, ',');
    let day = end + usize::from(open);
    let named = items.find(day, |term| match term {
        Term::Weekday(weekday) | Term::Short(weekday) => Some(weekday),
        _ => None,
    });
    let date = match moment {
        Moment::DayMonth(..) | Moment::On(_) | Moment::Day(_) => calendar::check_in(moment, today),
        _ => None,
    };
    match (named, date) {
        (Some(weekday), Some(date))
            if i64::from(date.weekday().to_monday_zero_offset()) == i64::from(weekday) =>
        {
            day + 1
        }
        _ => end,
    }
}

/// What is said of a stay, without what contradicts.
fn said(check_in: Option<Date>, check_out: Option<Date>, nights: Option<u16>) -> StaySaid {
    let between = |from, to| {
        u16::try_from(calendar::nights(from, to))
            .ok()
            .filter(|nights| (1..=MOST_NIGHTS).contains(nights))
    };
    match (check_in, check_out) {
        (Some(from), Some(to)) => match between(from, to) {
            Some(counted) => StaySaid {
                check_in,
                check_out,
                nights: Some(counted),
            },
            None => StaySaid {
                check_in,
                check_out: None,
                nights: None,
            },
        },
        (Some(from), None) => StaySaid {
            check_in,
            check_out: nights.and_then(|nights| calendar::later(from, nights.into())),
            nights,
        },
        (None, _) => StaySaid {
            check_in,
            check_out,
            nights,
        },
    }
}
