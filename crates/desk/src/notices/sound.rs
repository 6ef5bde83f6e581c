//! The two sounds, made here: nothing to license, nothing to load. Pure.

use crate::host::Sound;

/// Samples a second; enough for a bell below 3 kHz.
const RATE: u32 = 22_050;

/// A note: where it begins, how high, how loud, how fast it fades (all in seconds and hertz).
struct Note {
    at: f64,
    pitch: f64,
    loudness: f64,
    fade: f64,
}

/// A sound as a WAV file: 16 bit, one channel.
#[must_use]
pub fn wav(sound: Sound) -> Vec<u8> {
    match sound {
        // A falling third, as a desk bell struck twice; E6 and C6.
        Sound::Bell => written(
            1.1,
            &[
                Note {
                    at: 0.0,
                    pitch: 1318.5,
                    loudness: 0.5,
                    fade: 0.22,
                },
                Note {
                    at: 0.28,
                    pitch: 1046.5,
                    loudness: 0.5,
                    fade: 0.30,
                },
            ],
        ),
        Sound::Tick => written(
            0.14,
            &[Note {
                at: 0.0,
                pitch: 880.0,
                loudness: 0.16,
                fade: 0.025,
            }],
        ),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "seconds times a rate, and values within ±1"
)]
fn written(seconds: f64, notes: &[Note]) -> Vec<u8> {
    let count = (seconds * f64::from(RATE)) as u32;
    let bytes = count * 2;
    let mut file = Vec::with_capacity(44 + bytes as usize);
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + bytes).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16_u32.to_le_bytes());
    // PCM, one channel.
    file.extend_from_slice(&[1, 0, 1, 0]);
    file.extend_from_slice(&RATE.to_le_bytes());
    file.extend_from_slice(&(RATE * 2).to_le_bytes());
    // Two bytes a frame, sixteen bits.
    file.extend_from_slice(&[2, 0, 16, 0]);
    file.extend_from_slice(b"data");
    file.extend_from_slice(&bytes.to_le_bytes());
    for sample in 0..count {
        let now = f64::from(sample) / f64::from(RATE);
        let value: f64 = notes.iter().map(|note| at(note, now)).sum();
        let value = (value.clamp(-1.0, 1.0) * f64::from(i16::MAX)) as i16;
        file.extend_from_slice(&value.to_le_bytes());
    }
    file
}

/// A struck bell: the tone, an octave and a twelfth above it that fade sooner; 4 ms of rise, so that nothing clicks.
fn at(note: &Note, now: f64) -> f64 {
    let since = now - note.at;
    if since < 0.0 {
        return 0.0;
    }
    let rise = (since / 0.004).min(1.0);
    let tone = |times: f64, loudness: f64, fade: f64| {
        loudness
            * (-since / fade).exp()
            * (std::f64::consts::TAU * note.pitch * times * since).sin()
    };
    rise * note.loudness
        * (tone(1.0, 0.7, note.fade)
            + tone(2.0, 0.2, note.fade / 2.0)
            + tone(3.0, 0.1, note.fade / 4.0))
}
