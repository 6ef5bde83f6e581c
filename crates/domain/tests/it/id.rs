use domain::id::{ConversationId, RecordId, is_valid};
use proptest::prelude::*;

/// R9: an id is a fixed alphabet and length wherever it comes from, JSON included.
#[test]
fn shapes() {
    for good in [
        "a",
        "0192e4c0-7b2a-7000-8000-000000000000",
        "A_b-9",
        &"x".repeat(64),
    ] {
        assert!(ConversationId::new(good).is_ok(), "{good}");
    }
    for bad in ["", "a b", "../x", "é", "a\0", "a/b", &"x".repeat(65)] {
        assert!(ConversationId::new(bad).is_err(), "{bad}");
        assert!(
            serde_json::from_value::<ConversationId>(serde_json::json!(bad)).is_err(),
            "{bad}"
        );
    }
    let id = ConversationId::new("c-1").unwrap();
    assert_eq!(RecordId::from(&id).as_str(), "c-1");
    assert_eq!(serde_json::to_string(&id).unwrap(), "\"c-1\"");
}

proptest! {
    /// R8: any text is taken or refused, and what is taken reads back.
    #[test]
    fn any_text(text in any::<String>()) {
        match ConversationId::new(text.clone()) {
            Ok(id) => {
                prop_assert!(is_valid(&text));
                let json = serde_json::to_string(&id).unwrap();
                prop_assert_eq!(serde_json::from_str::<ConversationId>(&json).unwrap(), id);
            }
            Err(_) => prop_assert!(!is_valid(&text)),
        }
    }
}
