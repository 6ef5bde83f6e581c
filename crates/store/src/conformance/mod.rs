//! The tests every [`Store`] must pass, whatever database is below it.
//!
//! An implementation brings a [`Place`] and one line: `store::conformance!(MyPlace::new().await);`. Nothing here knows which
//! database it is; a behaviour that only one has is tested beside that one.

#![expect(
    clippy::unwrap_used,
    reason = "a suite of tests: a failure is a panic with its place"
)]

pub mod apart_tests;
pub mod checksum_tests;
pub mod command_tests;
pub mod erase_tests;
pub mod feed_tests;
pub mod fidelity_tests;
pub mod history_tests;
pub mod ingress_tests;
pub mod job_tests;
pub mod move_tests;
pub mod reopen_tests;
pub mod sequence_tests;
pub mod world;

use crate::store_trait::Store;
use async_trait::async_trait;
use std::sync::Arc;

/// An empty database that can be opened again and again.
#[async_trait]
pub trait Place: Send + Sync {
    /// Opens the store; the same data each time.
    async fn open(&self) -> Arc<dyn Store>;
}

/// Declares a test for every part of the suite. The argument makes a [`Place`] and may await.
#[macro_export]
macro_rules! conformance {
    ($place:expr) => {
        $crate::conformance_tests! { $place;
            sequence_tests: commit_order_is_sequence_order, an_uncommitted_transaction_leaves_nothing,
                a_transaction_sees_its_own_writes, one_command_of_a_group_is_taken_back,
                a_record_needs_a_number, an_unknown_workspace_is_refused, workspaces_have_their_own_sequence,
                terms_open_at_the_head, a_caller_that_goes_away_keeps_no_lock;
            feed_tests: a_page_never_splits_a_number, a_record_beside_the_page, scopes_filter_the_feed, tombstones_stay_in_the_feed,
                pages_add_up_to_the_whole, an_empty_page_reaches_the_head, old_state_plus_changes_is_fresh_state;
            move_tests: leaving_a_scope_is_a_tombstone_for_who_stays, children_move_along_without_a_number,
                a_move_within_a_group_is_seen_by_the_next_command, moving_back_leaves_no_tombstone,
                erased_things_leave_too;
            history_tests: newest_first_and_living_only, history_keeps_to_scopes, history_of_one_parent,
                a_walk_over_moving_rows_misses_nothing, records_by_id_are_living, children_are_newest_first,
                all_of_a_small_kind;
            checksum_tests: checksums_equal_a_recount, checksums_follow_a_move;
            command_tests: an_answer_is_kept_and_the_first_one_stays, lookups_lead_and_are_freed,
                a_taken_key_is_said_so_and_nothing_is_written, answers_belong_to_a_workspace;
            ingress_tests: envelopes_come_in_order_of_arrival, attempts_are_counted_before_processing, fresh_envelopes_are_not_counted,
                ended_envelopes_are_kept_for_their_time, duplicates_of_events_are_known,
                event_keys_are_forgotten_after_eight_days, shuffled_duplicates_make_one_message_each;
            job_tests: only_the_first_of_a_lane_is_claimed, a_lane_waits_for_a_retry, a_lost_lease_is_an_interruption,
                a_job_is_claimed_once, the_next_due_time_skips_blocked_jobs, a_job_ends_with_its_effect,
                jobs_of_other_kinds_are_left;
            apart_tests: an_invitation_is_taken_exactly_once, a_new_invitation_replaces_the_old,
                a_device_is_revoked_exactly_once, contact_is_noted_once_a_minute, presence_is_a_lease,
                credentials_and_memberships, nothing_apart_reaches_the_feed, secrets_are_replaced_by_place;
            fidelity_tests: every_column_comes_back, a_later_write_replaces_every_column, text_is_only_text,
                a_zero_in_a_text_is_no_error,
                a_sweep_ends_what_has_ended, tombstones_end_and_say_from_where,
                many_readers_are_served;
            erase_tests: everything_that_hangs_is_found, what_is_kept_beside_records_is_found,
                what_is_forgotten_is_gone, asking_remembers_nothing, scrubbing_keeps_what_lives;
            reopen_tests: reopening_keeps_everything, a_workspace_is_made_once;
        }
    };
}

/// Part of [`conformance!`].
#[doc(hidden)]
#[macro_export]
macro_rules! conformance_tests {
    ($place:expr; $($module:ident: $($name:ident),+;)+) => {$(
        mod $module {
            #[expect(unused_imports, reason = "the argument may name nothing from outside")]
            use super::*;
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    let place = $place;
                    $crate::conformance::$module::$name(&place).await;
                }
            )+
        }
    )+};
}
