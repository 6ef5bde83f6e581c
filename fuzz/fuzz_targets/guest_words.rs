//! Words of a guest in every place that looks into them.
#![no_main]

use domain::{escalation, file_type, fold, phone, template};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &[u8])| {
    let (text, head) = input;
    let folded = fold::fold(text);
    for term in fold::query_terms(text) {
        assert!(folded.split(' ').any(|it| it == term), "{term:?} is asked for: {folded:?}");
    }
    if let Some(number) = fold::number(text) {
        assert!(number.bytes().all(|byte| byte.is_ascii_digit()), "{number:?}");
    }
    let _ = escalation::asks_for_person(text);
    for country in [None, Some("PT"), Some("BR")] {
        if let Some(number) = phone::normalize(text, country) {
            assert!(phone::is_valid(&number), "{number}");
            let _ = phone::format_international(&number);
            let _ = phone::variants(&number);
            let _ = phone::suffixes(&number);
        }
    }
    let _ = phone::fragment(text);
    let _ = phone::mailto(text);
    let _ = template::pieces(text);
    let name = file_type::safe_name(text, "file");
    assert!(!name.is_empty() && !name.contains(['/', '\\', '\0']), "{name:?}");
    let _ = file_type::is_program(text, head);
    let _ = file_type::settle(text, head);
});
