//! What can be wrong with a setting; the command line has the words for it.

/// What is wrong with one setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// There is no setting of this name.
    Unknown,
    /// The file cannot be read.
    Unreadable,
    /// The file is not TOML.
    NotToml,
    /// Not a text.
    Text,
    /// Not true or false.
    Flag,
    /// Not a whole number, or out of its range.
    Number {
        /// Smallest.
        least: u64,
        /// Largest.
        most: u64,
    },
    /// Not `address:port`.
    Address,
    /// Not an address or network.
    Network,
    /// Not an http(s) address without a query.
    Url,
    /// An `http` address of another computer, where `https` is needed.
    Insecure,
    /// Not a mail server's address.
    MailServer,
    /// Not an e-mail address.
    MailAddress,
    /// None of the words allowed.
    Choice,
    /// Not 32 bytes in base64.
    Key,
    /// Not `postgres://…`.
    Database,
    /// Not `v25.0`.
    Version,
    /// Not an IANA time zone.
    TimeZone,
    /// Not three capitals.
    Currency,
    /// Not two capitals.
    Country,
    /// Not a filter of the log.
    LogFilter,
    /// Not given, and there is no default.
    Missing,
}

impl Wrong {
    /// Its name in `cli.ftl`: `setting-<code>`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Unreadable => "unreadable",
            Self::NotToml => "not-toml",
            Self::Text => "text",
            Self::Flag => "flag",
            Self::Number { .. } => "number",
            Self::Address => "address",
            Self::Network => "network",
            Self::Url => "url",
            Self::Insecure => "insecure",
            Self::MailServer => "mail-server",
            Self::MailAddress => "mail-address",
            Self::Choice => "choice",
            Self::Key => "key",
            Self::Database => "database",
            Self::Version => "version",
            Self::TimeZone => "time-zone",
            Self::Currency => "currency",
            Self::Country => "country",
            Self::LogFilter => "log-filter",
            Self::Missing => "missing",
        }
    }
}

/// One mistake. It never holds the value: that may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Where it stands: a file's name, or a variable's.
    pub origin: String,
    /// The setting, e.g. `server.listen`; empty for a whole file.
    pub key: String,
    /// What is wrong.
    pub wrong: Wrong,
    /// A place in the file or the words allowed.
    pub detail: String,
}

/// All mistakes of all sources.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} mistakes in the settings", .0.len())]
pub struct Mistakes(pub Vec<Mistake>);
