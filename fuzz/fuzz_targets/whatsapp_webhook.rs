//! A signed POST of Meta: cut into the receivers' parts, and each part read; parts together are the whole again.
#![no_main]

use channels::{meta, whatsapp};
use domain::time::UnixMillis;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let Ok(parts) = meta::split(body) else {
        return;
    };
    for part in &parts {
        let _ = whatsapp::parse(&part.body(), UnixMillis(1_764_000_000_000));
    }
    if parts.is_empty() {
        return;
    }
    let whole = meta::join(&parts);
    let again = meta::split(&whole).map(|it| it.len());
    assert_eq!(again.ok(), Some(parts.len()), "what was cut can be cut again");
});
