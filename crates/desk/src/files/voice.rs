//! Voice notes: Opus in Ogg, decoded here because not every webview can (DESIGN_DESK, Guest content; BEYOND 1: WKWebView).
//!
//! The bytes are a guest's. Whatever they are, the outcome is a sound or an error: a decoder that trips over them is caught.

use ogg::PacketReader;
use opus_decoder::OpusDecoder;
use std::io::Cursor;

/// Bars of a waveform.
pub(crate) const BARS: usize = 48;
/// Opus counts time in this rate, whatever was recorded.
const RATE: u32 = 48_000;
/// Longest sound that is decoded, in seconds: 28 MB.
const LONGEST: usize = 300;

/// A decoded voice note.
#[derive(Debug)]
pub(crate) struct Sound {
    /// A WAV file: mono, 16 bits, 48 kHz.
    pub(crate) wav: Vec<u8>,
    /// How long it is.
    pub(crate) seconds: f64,
    /// [`BARS`] heights from 0 to 1; the highest is 1 unless all is silence.
    pub(crate) peaks: Vec<f32>,
}

/// It is not Opus in Ogg, or it is broken, or too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a voice note that can be played")]
pub(crate) struct Unplayable;

/// Decodes a voice note.
pub(crate) fn decode(bytes: &[u8]) -> Result<Sound, Unplayable> {
    let samples = std::panic::catch_unwind(|| samples(bytes)).map_err(|_| Unplayable)??;
    if samples.is_empty() {
        return Err(Unplayable);
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "five minutes of samples are exact in a double"
    )]
    let seconds = samples.len() as f64 / f64::from(RATE);
    Ok(Sound {
        wav: wav(&samples)?,
        seconds,
        peaks: peaks(&samples),
    })
}

/// What the first packet says (RFC 7845, 5.1).
struct Head {
    channels: usize,
    skip: usize,
}

fn head(packet: &[u8]) -> Option<Head> {
    let rest = packet.strip_prefix(b"OpusHead")?;
    let (version, channels) = (*rest.first()?, usize::from(*rest.get(1)?));
    let skip = u16::from_le_bytes([*rest.get(2)?, *rest.get(3)?]);
    let family = *rest.get(10)?;
    let known = version < 16 && family == 0 && (1..=2).contains(&channels);
    known.then_some(Head {
        channels,
        skip: usize::from(skip),
    })
}

/// Mono samples at [`RATE`], without the decoder's run-in and what stands after the end.
fn samples(bytes: &[u8]) -> Result<Vec<i16>, Unplayable> {
    let mut packets = PacketReader::new(Cursor::new(bytes));
    let first = packets.read_packet().ok().flatten().ok_or(Unplayable)?;
    let head = head(&first.data).ok_or(Unplayable)?;
    let tags = packets.read_packet().ok().flatten().ok_or(Unplayable)?;
    if !tags.data.starts_with(b"OpusTags") {
        return Err(Unplayable);
    }
    let mut decoder = OpusDecoder::new(RATE, head.channels).map_err(|_| Unplayable)?;
    let mut pcm = vec![0_i16; OpusDecoder::MAX_FRAME_SIZE_48K * head.channels];
    let longest = LONGEST * RATE as usize;
    let mut mono: Vec<i16> = Vec::new();
    let mut end = None;
    // What was cut off in transfer is played as far as it goes.
    while let Ok(Some(packet)) = packets.read_packet() {
        if packet.stream_serial() != first.stream_serial() {
            continue;
        }
        let Ok(count) = decoder.decode(&packet.data, &mut pcm, false) else {
            continue;
        };
        let frames = pcm.get(..count * head.channels).ok_or(Unplayable)?;
        mono.extend(frames.chunks(head.channels).map(mix));
        if mono.len() > longest {
            return Err(Unplayable);
        }
        if packet.last_in_stream() {
            end = usize::try_from(packet.absgp_page()).ok();
        }
    }
    if let Some(end) = end.filter(|end| *end >= head.skip) {
        mono.truncate(end);
    }
    mono.drain(..head.skip.min(mono.len()));
    Ok(mono)
}

fn mix(frame: &[i16]) -> i16 {
    let sum: i32 = frame.iter().map(|sample| i32::from(*sample)).sum();
    let count = i32::try_from(frame.len()).unwrap_or(1).max(1);
    i16::try_from(sum / count).unwrap_or(0)
}

fn wav(samples: &[i16]) -> Result<Vec<u8>, Unplayable> {
    let data = u32::try_from(samples.len() * 2).map_err(|_| Unplayable)?;
    let mut wav = Vec::with_capacity(44 + samples.len() * 2);
    wav.extend_from_slice(b"RIFF");
    wav.extend_from_slice(&(data + 36).to_le_bytes());
    wav.extend_from_slice(b"WAVEfmt ");
    wav.extend_from_slice(&16_u32.to_le_bytes());
    wav.extend_from_slice(&1_u16.to_le_bytes());
    wav.extend_from_slice(&1_u16.to_le_bytes());
    wav.extend_from_slice(&RATE.to_le_bytes());
    wav.extend_from_slice(&(RATE * 2).to_le_bytes());
    wav.extend_from_slice(&2_u16.to_le_bytes());
    wav.extend_from_slice(&16_u16.to_le_bytes());
    wav.extend_from_slice(b"data");
    wav.extend_from_slice(&data.to_le_bytes());
    for sample in samples {
        wav.extend_from_slice(&sample.to_le_bytes());
    }
    Ok(wav)
}

fn peaks(samples: &[i16]) -> Vec<f32> {
    let loud = |part: &[i16]| {
        let highest = part.iter().map(|sample| sample.unsigned_abs()).max();
        f32::from(highest.unwrap_or(0))
    };
    let highest = loud(samples).max(1.0);
    (0..BARS)
        .map(|bar| {
            let begin = samples.len() * bar / BARS;
            let end = samples.len() * (bar + 1) / BARS;
            loud(samples.get(begin..end).unwrap_or_default()) / highest
        })
        .collect()
}

#[cfg(test)]
mod tests;
