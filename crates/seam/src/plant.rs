//! Failures that other sync systems had.

/// One of them (GOALS.md, Reliability). Each stands at one place of the product, behind the feature `plant`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plant {
    /// A conversation vanishes after access is lost and given back.
    AccessGivenBack,
    /// The notification arrives but the message cannot be seen.
    NoticeBeforeMessage,
    /// An entity outside the first page is never refreshed.
    OutsideFirstPage,
    /// A reset answers with the same reset for ever.
    ResetForEver,
    /// An update between "read the latest number" and "start listening" is missed.
    ListenTooLate,
    /// A restart changes what an in-memory cursor meant.
    RestartChangesCursor,
    /// A tombstone moves the cursor past a row.
    TombstoneSkipsRow,
    /// The server is restored from a backup and is behind the client, and does not notice.
    RestoredBehindClient,
    /// One refused command blocks all behind it.
    RefusedBlocksLane,
    /// A row with a lower number commits after one with a higher number.
    LateLowerNumber,
}

impl Plant {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::AccessGivenBack,
        Self::NoticeBeforeMessage,
        Self::OutsideFirstPage,
        Self::ResetForEver,
        Self::ListenTooLate,
        Self::RestartChangesCursor,
        Self::TombstoneSkipsRow,
        Self::RestoredBehindClient,
        Self::RefusedBlocksLane,
        Self::LateLowerNumber,
    ];

    /// Its name on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AccessGivenBack => "access-given-back",
            Self::NoticeBeforeMessage => "notice-before-message",
            Self::OutsideFirstPage => "outside-first-page",
            Self::ResetForEver => "reset-for-ever",
            Self::ListenTooLate => "listen-too-late",
            Self::RestartChangesCursor => "restart-changes-cursor",
            Self::TombstoneSkipsRow => "tombstone-skips-row",
            Self::RestoredBehindClient => "restored-behind-client",
            Self::RefusedBlocksLane => "refused-blocks-lane",
            Self::LateLowerNumber => "late-lower-number",
        }
    }
}
