//! What a provider answers to a send, an upload, a look for media, a list of templates.
#![no_main]

use channels::whatsapp;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, &[u8])| {
    let (status, body) = input;
    let _ = whatsapp::read_send_response(status, body);
    let _ = whatsapp::read_upload_response(status, body);
    let _ = whatsapp::read_media_lookup(body);
    let _ = whatsapp::read_templates(body);
});
