//! A guest's voice note, decoded at the desk. The decoder's own file, without the app around it.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/desk/src/files/voice.rs"]
mod voice;

// The decoder may trip: it catches that itself, and what must not happen is anything else.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| {})), |bytes: &[u8]| {
    if let Ok(sound) = voice::decode(bytes) {
        let sound_is_whole = sound.seconds.is_finite()
            && sound.peaks.len() <= voice::BARS
            && sound.wav.starts_with(b"RIFF");
        if !sound_is_whole {
            std::process::abort();
        }
    }
});
