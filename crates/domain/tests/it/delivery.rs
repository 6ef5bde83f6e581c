use domain::delivery::MessageState::{self, *};
use proptest::prelude::*;

/// R2: a read that comes before delivered stays read; failed gives way to proof of delivery only.
#[test]
fn reports_out_of_order() {
    assert_eq!(
        Queued
            .after_report(&Read)
            .after_report(&Delivered)
            .after_report(&Sent),
        Read
    );
    assert_eq!(Sent.after_report(&Failed), Failed);
    assert_eq!(Failed.after_report(&Sent), Failed);
    assert_eq!(Failed.after_report(&Delivered), Delivered);
    assert_eq!(Delivered.after_report(&Failed), Delivered);
    assert_eq!(
        Unknown.after_report(&Sent),
        Sent,
        "the status settles what nobody answered"
    );
    assert_eq!(
        Received.after_report(&Read),
        Received,
        "a guest's message is not ours"
    );
}

fn report() -> impl Strategy<Value = MessageState> {
    proptest::sample::select(vec![Sent, Delivered, Read, Failed])
}

proptest! {
    /// SPEC 272, R2: whatever the order and however often reports come, the final state is the same.
    #[test]
    fn order_and_repeats_do_not_matter(
        (once, shuffled) in proptest::collection::vec(report(), 1..6).prop_flat_map(|all| {
            let mut twice = all.clone();
            twice.extend(all.clone());
            (Just(all), Just(twice).prop_shuffle())
        })
    ) {
        let end = |reports: &[MessageState]| reports.iter().fold(Queued, |state, news| state.after_report(news));
        prop_assert_eq!(end(&once), end(&shuffled));
    }
}
