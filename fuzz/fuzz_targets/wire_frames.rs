//! What a desk says to a relay and a relay to a desk: read, written and read again it is the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wire::change::{ChangePage, ChecksumPage, FirstPage, HistoryPage};
use wire::command::{CommandRequest, CommandResponse};
use wire::cursor::Cursor;
use wire::stream::{Frame, FromDesk};

fn twice<T: serde::Serialize + serde::de::DeserializeOwned>(body: &[u8]) {
    let Ok(read) = serde_json::from_slice::<T>(body) else {
        return;
    };
    let written = serde_json::to_string(&read).expect("what was read can be written");
    let again: T = serde_json::from_str(&written).expect("what was written can be read");
    let twice = serde_json::to_string(&again).expect("and written again");
    assert_eq!(written, twice);
}

fuzz_target!(|body: &[u8]| {
    twice::<CommandRequest>(body);
    twice::<CommandResponse>(body);
    twice::<ChangePage>(body);
    twice::<HistoryPage>(body);
    twice::<FirstPage>(body);
    twice::<ChecksumPage>(body);
    twice::<FromDesk>(body);
    if let Ok(text) = std::str::from_utf8(body) {
        let _ = text.parse::<Cursor>();
        if let Ok(Some(frame)) = Frame::from_json(text) {
            let written = serde_json::to_string(&frame).expect("a frame can be written");
            let again = Frame::from_json(&written).expect("and read");
            assert!(again.is_some(), "{written}");
        }
    }
});
