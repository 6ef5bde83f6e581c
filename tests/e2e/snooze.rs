//! Silence about a guest, asked for on the notification; one notification a guest.

use crate::daemon::{clear, numbers_of, press, printed, printed_after, shown, standing};
use crate::desktop::wait_until;
use crate::world::Hotel;
use std::time::{Duration, Instant};

/// The second bell comes a minute after the first (DESIGN_UI 8).
const SECOND_BELL: Duration = Duration::from_secs(90);

/// DESIGN_UI 8; BEYOND 5.4: *Snooze* on one guest's notification silences that guest through the second bell, which another guest's
/// rings; what one's own guest writes stands in one notification, the newest in place of the older, and *Mute* ends it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_snoozed_guest_is_silent_while_another_rings() {
    let hotel = Hotel::open().await;
    let window = hotel.signed_in_window("tomas@miralva.example").await;
    clear();
    let from = printed().len();
    hotel
        .guest_writes("+351900000771", "Sara Soneca", "help please")
        .await;
    shown(from, "Sara Soneca").await;
    hotel
        .guest_writes("+351900000772", "Rosa Rings", "help please")
        .await;
    shown(from, "Rosa Rings").await;
    assert_eq!(standing(), 2, "one a guest");
    press("Snooze.*", "Sara Soneca");
    wait_until("the snoozed one goes", async || standing() == 1).await;
    let snoozed = printed().len();

    // Meanwhile a guest of one's own, who writes in pieces.
    let (phone, own) = ("+351900000773", "Paulo Pieces");
    hotel.guest_writes(phone, own, "help please").await;
    shown(snoozed, own).await;
    press("Claim", own);
    hotel.wait_for_status(own, "AGENT_ASSIGNED").await;
    for words in ["first piece", "second piece", "third piece"] {
        hotel.guest_writes(phone, own, words).await;
        shown(snoozed, words).await;
    }
    assert_eq!(standing(), 2, "one for Rosa, one for Paulo");
    window.picture("notifications-grouped").await;
    press("Mute.*", own);
    wait_until("the muted one goes", async || standing() == 1).await;
    let muted = printed().len();
    hotel.guest_writes(phone, own, "fourth piece").await;

    let begun = Instant::now();
    while !printed_after(muted).contains("Rosa Rings") {
        assert!(begun.elapsed() < SECOND_BELL, "no second bell");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let since = printed_after(snoozed);
    assert!(!since.contains("Sara Soneca"), "{since}");
    assert!(!since.contains("fourth piece"), "{since}");
    let numbers = numbers_of(from, "Rosa Rings");
    assert!(numbers.len() > 1, "{numbers:?}");
    assert!(
        numbers.iter().all(|it| *it == numbers[0]),
        "the second bell took the place of the first: {numbers:?}"
    );
    clear();
    window.close().await;
}
