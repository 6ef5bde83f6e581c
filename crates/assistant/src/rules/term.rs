//! What a word can mean for dates, nights and guests. A word may have several of these; the grammar takes the one that fits.

/// One meaning of a word or a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Term {
    /// 1 to 12.
    Month(i8),
    /// 0 is Monday.
    Weekday(u8),
    /// A short form of a weekday that is also another word ("so", "mar"): a weekday only beside another one or a date.
    Short(u8),
    /// A number word, also the indefinite article.
    Count(u8),
    /// "First", as a day of the month.
    Ordinal(u8),
    /// What stands behind the digits of an ordinal: "th", "er".
    Suffix,
    /// This day.
    Today,
    /// This day, for the night.
    Tonight,
    /// The day after this.
    Tomorrow,
    /// The day after tomorrow.
    Overmorrow,
    /// Friday to Sunday.
    Weekend,
    /// The nearest: "this", "coming".
    This,
    /// Of the next week.
    Next,
    /// Of the week after the next.
    AfterNext,
    /// Before a span of time that has to pass: "in two weeks".
    In,
    /// Behind such a span: "two weeks from now".
    FromNow,
    /// The unit.
    Night,
    /// The unit.
    Day,
    /// The unit.
    Week,
    /// The unit.
    MonthUnit,
    /// The unit of age.
    Year,
    /// So many nights, said in one word.
    Nights(u8),
    /// So many days, said in one word.
    Days(u8),
    /// So many weeks, said in one word.
    Weeks(u8),
    /// So many months, said in one word.
    Months(u8),
    /// "A night" as the unit of a price.
    Per,
    /// "One more", "extra".
    More,
    /// Before the arrival.
    From,
    /// Before the departure.
    Until,
    /// Between arrival and departure, or before the aim of a change.
    To,
    /// Before two dates joined by "and".
    Between,
    /// "And".
    And,
    /// "Or".
    Or,
    /// Before a day: "on the", "am", "el".
    On,
    /// "For", before nights or guests.
    For,
    /// "Of", between day and month.
    Of,
    /// Grown-ups.
    Adult,
    /// Children.
    Child,
    /// A child; with no number before it, one.
    OneChild,
    /// People of any age.
    Guest,
    /// Someone grown-up who comes along: "my wife".
    Companion,
    /// A child who comes along: "my son".
    Kin,
    /// Several people who come along: "friends".
    Companions,
    /// The writer.
    Me,
    /// "With".
    With,
    /// "Without", "no".
    Without,
    /// "Of them", "including".
    Including,
    /// "We are", before a number of people.
    WeAre,
    /// So many people, said in one word or phrase: "a couple", "zu dritt", "just me".
    Party(u8),
    /// So many grown-ups, said in one word.
    Adults(u8),
    /// So many children, said in one word.
    Children(u8),
    /// Before ages.
    Aged,
    /// Behind an hour.
    Clock,
    /// Before an hour.
    AtHour,
    /// Currency, floors, metres: the number beside it is nothing of ours.
    Measure,
    /// Rooms and beds: a number before them counts these.
    Room,
    /// "Only": the one night is meant.
    Only,
    /// "At night", behind a day.
    NightTime,
    /// Two grown-ups each: "2 casais".
    Couples,
    /// Known, and nothing of this: "quarto de casal" names no guests.
    Nothing,
}

impl Term {
    /// Whether the word keeps this meaning inside a sentence of another language. Little words do not: they mean something else there.
    pub(super) const fn travels(self) -> bool {
        matches!(
            self,
            Self::Month(_)
                | Self::Weekday(_)
                | Self::Today
                | Self::Tonight
                | Self::Tomorrow
                | Self::Overmorrow
                | Self::Weekend
                | Self::Night
                | Self::Adult
                | Self::Child
                | Self::Guest
                | Self::Room
        )
    }
}
