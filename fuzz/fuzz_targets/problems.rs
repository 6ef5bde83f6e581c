//! What a relay, or what stands in front of it, answers when it says no: read by the desk, with the cursor that both sides share.
#![no_main]

use domain::command::Code;
use libfuzzer_sys::fuzz_target;
use wire::cursor::Cursor;
use wire::problem::Problem;

fuzz_target!(|body: &[u8]| {
    let Ok(problem) = serde_json::from_slice::<Problem>(body) else {
        return;
    };
    let written = serde_json::to_vec(&problem).expect("what was read can be written");
    let again: Problem = serde_json::from_slice(&written).expect("and read again");
    assert_eq!(problem, again);
    assert_eq!(Code::from_text(&problem.code).as_str(), problem.code);
    if let Some(Ok(cursor)) = problem.common.map(|common| common.parse::<Cursor>()) {
        assert_eq!(cursor.to_string().parse(), Ok(cursor), "a cursor is read as it is written");
    }
});
