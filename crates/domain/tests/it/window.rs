use crate::world::{NOW, conversation};
use domain::channel::Channel;
use domain::conversation::ConversationStatus;
use domain::time::{DAY, UnixMillis};
use domain::window::{ReplyWindow, reply_window};
use proptest::prelude::*;

/// SPEC 49, SPEC 298: WhatsApp takes free text for 24 hours after the guest's last message, to the millisecond.
#[test]
fn the_24_hours_of_whatsapp() {
    let c = conversation(ConversationStatus::AgentAssigned, None);
    let end = NOW.plus(24 * 60 * 60 * 1000);
    assert_eq!(reply_window(&c, NOW), ReplyWindow::OpenUntil(end));
    assert_eq!(reply_window(&c, end.plus(-1)), ReplyWindow::OpenUntil(end));
    assert_eq!(reply_window(&c, end), ReplyWindow::Closed(Some(end)));
}

/// SPEC 49: a guest who never wrote cannot be written to freely.
#[test]
fn never_wrote() {
    let mut c = conversation(ConversationStatus::AgentAssigned, None);
    c.last_guest_at = None;
    assert_eq!(reply_window(&c, NOW), ReplyWindow::Closed(None));
    c.channel = Channel::LiveChat;
    assert_eq!(reply_window(&c, NOW), ReplyWindow::Unlimited);
}

proptest! {
    /// SPEC 49: open exactly while less than a day has passed.
    #[test]
    fn open_iff_less_than_a_day(passed in -DAY..3 * DAY, start in 0i64..4_000_000_000_000) {
        let mut c = conversation(ConversationStatus::BotHandling, None);
        c.last_guest_at = Some(UnixMillis(start));
        let open = matches!(reply_window(&c, UnixMillis(start).plus(passed)), ReplyWindow::OpenUntil(_));
        prop_assert_eq!(open, passed < DAY);
    }
}
