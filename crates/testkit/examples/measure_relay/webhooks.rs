//! Webhooks that are ready to leave: whole HTTP requests, signed, each of a message of its own.

use testkit::whatsapp::{Account, Guest, sign};

pub(crate) struct Webhooks {
    made: usize,
    guests: usize,
}

impl Webhooks {
    /// So many guests take turns.
    pub(crate) const fn of(guests: usize) -> Self {
        Self { made: 0, guests }
    }

    /// The next requests; no two are the same.
    pub(crate) fn next(&mut self, count: usize) -> Vec<Vec<u8>> {
        (0..count).map(|_| self.one()).collect()
    }

    fn one(&mut self) -> Vec<u8> {
        self.made += 1;
        let (number, guest) = (self.made, self.made % self.guests);
        let guest = Guest::new(&format!("3519200{guest:05}"), &format!("Measured {guest}"));
        let at = 1_764_000_000 + i64::try_from(number).unwrap_or_default();
        let message = guest.text(
            &format!("wamid.load.{number}"),
            at,
            "Is the pool open this afternoon?",
        );
        let body = Account::lisbon()
            .messages(&guest, vec![message])
            .to_string();
        let head = format!(
            "POST /webhooks/meta HTTP/1.1\r\nhost: relay\r\ncontent-type: application/json\r\nx-hub-signature-256: {}\r\ncontent-length: {}\r\n\r\n",
            sign("demo-app-secret", body.as_bytes()),
            body.len()
        );
        [head.into_bytes(), body.into_bytes()].concat()
    }
}
