//! A visitor of the website: what their browser says, and the files they send.
#![no_main]

use channels::livechat;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str, &[u8])| {
    let (text, name, bytes) = input;
    let _ = livechat::read(text);
    let _ = livechat::is_email(text);
    let _ = livechat::inspect(bytes, Some(name));
    assert!(!livechat::proves("secret", name, text), "nobody guesses a proof");
});
