//! A header that nobody signed never fits, and a right one never after any bit of it changed (R14).
#![no_main]

use channels::meta;
use libfuzzer_sys::fuzz_target;

const SECRET: &[u8] = b"fuzzed app secret";

fuzz_target!(|input: (&[u8], &str, u16)| {
    let (body, header, at) = input;
    let right = meta::sign(body, SECRET);
    if header != right {
        assert_eq!(meta::verify_signature(body, Some(header), &[SECRET]), None);
    }
    let mut bytes = right.into_bytes();
    let bit = usize::from(at) % (bytes.len() * 8);
    bytes[bit / 8] ^= 1 << (bit % 8);
    if let Ok(changed) = String::from_utf8(bytes) {
        assert_eq!(meta::verify_signature(body, Some(&changed), &[SECRET]), None);
    }
});
