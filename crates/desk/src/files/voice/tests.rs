use super::*;

const VOICE: &[u8] = include_bytes!("../../../../../relay/src/demo/media/voice.ogg");

/// BEYOND 2.5.11: a voice note becomes sound that every webview plays, with a waveform of 48 bars.
#[test]
fn the_demo_note_is_decoded() {
    let sound = decode(VOICE).unwrap();
    assert!(
        sound.seconds > 1.0 && sound.seconds < 60.0,
        "{}",
        sound.seconds
    );
    assert_eq!(&sound.wav[..4], b"RIFF");
    assert_eq!(&sound.wav[8..16], b"WAVEfmt ");
    let data = u32::from_le_bytes(sound.wav[40..44].try_into().unwrap());
    assert_eq!(data as usize + 44, sound.wav.len());
    let length = f64::from(data) / 2.0 / f64::from(RATE);
    assert!((length - sound.seconds).abs() < 1e-9);
    assert_eq!(sound.peaks.len(), BARS);
    assert!(sound.peaks.iter().all(|peak| (0.0..=1.0).contains(peak)));
    assert!(sound.peaks.contains(&1.0), "the loudest bar is full");
    let loud = sound.peaks.iter().filter(|peak| **peak > 0.05).count();
    assert!(
        loud > BARS / 4,
        "there is something to hear: {:?}",
        sound.peaks
    );
}

/// R8: what is no voice note, is cut off, or is changed anywhere gives an error or a sound, and ends.
#[test]
fn broken_notes_end_well() {
    for bytes in [&b""[..], b"OggS", b"RIFF....WAVE", &[0xFF; 4096]] {
        assert_eq!(decode(bytes).err(), Some(Unplayable));
    }
    for cut in (0..VOICE.len()).step_by(VOICE.len() / 20) {
        let _ = decode(&VOICE[..cut]);
    }
    let mut state = 0x2545_F491_u32;
    for _ in 0..40 {
        let mut bytes = VOICE.to_vec();
        for _ in 0..8 {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            let at = state as usize % bytes.len();
            bytes[at] ^= 1 << (state % 8);
        }
        let _ = decode(&bytes);
    }
}
