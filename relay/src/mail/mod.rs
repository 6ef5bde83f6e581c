//! E-mail over SMTP: one mail at a time, in phases, so that it is known what a broken line means.
//!
//! ```text
//!   connect ─ TLS ─ sign in ─ MAIL ─ RCPT ─ DATA │ the text and its end ─ answer
//!   nothing has left: try again, or a clear no   │ no answer: nobody knows, never sent again by itself
//! ```
//!
//! **Invariants.** A password and a guest's address leave this computer encrypted or not at all. Neither an address nor a word is logged, nor
//! what a server says, which may quote both.

mod letter;

pub(crate) use letter::{Letter, Said};

use crate::config::{Mail as Settings, MailLine};
use domain::time::UnixMillis;
use lettre::Address;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use secrecy::ExposeSecret;
use std::time::{Duration, UNIX_EPOCH};
use tokio::time::timeout;

/// Longest time until the server waits for the text; with [`ANSWER`] below the lease of a minute.
const READY: Duration = Duration::from_secs(25);
/// Longest time for the text and the answer to it.
const ANSWER: Duration = Duration::from_secs(30);

/// How sending ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mailed {
    /// The server took it.
    Taken,
    /// Nobody can write to that address.
    NoSuchAddress,
    /// The server says no, and will go on to.
    Refused,
    /// Nothing left; later it may work.
    Later,
    /// It may have left.
    Lost,
}

/// Sends mails for the house.
pub(crate) struct Mailer {
    settings: Settings,
}

impl Mailer {
    pub(crate) fn new(settings: Settings) -> Self {
        Self { settings }
    }

    /// Sends a letter under a name of its own, which stays the same when it is sent again.
    pub(crate) async fn send(&self, name: &str, letter: &Letter, now: UnixMillis) -> Mailed {
        let Some((to, mail)) = self.written(name, letter, now) else {
            return Mailed::NoSuchAddress;
        };
        let mut line = match timeout(READY, self.ready(to)).await {
            Ok(Ok(line)) => line,
            Ok(Err(mailed)) => return mailed,
            Err(_) => return Mailed::Later,
        };
        match timeout(ANSWER, line.message(&mail)).await {
            Ok(Ok(_)) => {
                // It has the mail; whether it says goodbye is its own affair.
                let _ = timeout(Duration::from_secs(2), line.quit()).await;
                Mailed::Taken
            }
            Ok(Err(error)) if error.status().is_some() => answered(&error),
            Ok(Err(_)) | Err(_) => Mailed::Lost,
        }
    }

    /// As bytes with the address they go to; `None` if that is none.
    fn written(&self, name: &str, letter: &Letter, now: UnixMillis) -> Option<(Address, Vec<u8>)> {
        let plain = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
        let to: Address = letter.to.parse().ok().filter(plain)?;
        let from = self.settings.from.clone();
        let id = format!("<{name}@{}>", from.domain());
        let at = UNIX_EPOCH + Duration::from_millis(u64::try_from(now.0).unwrap_or(0));
        let message = Message::builder()
            .from(Mailbox::new(letter.sender(), from))
            .to(Mailbox::new(None, to.clone()))
            .subject(letter.subject())
            .date(at)
            .message_id(Some(id))
            .header(AutoSubmitted)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body())
            .ok()?;
        Some((to, message.formatted()))
    }

    /// A line whose server waits for the text.
    async fn ready(&self, to: Address) -> Result<AsyncSmtpConnection, Mailed> {
        let hello = ClientId::Domain(self.settings.from.domain().to_owned());
        let mut line = self.encrypted(&hello).await?;
        if let Some((user, password)) = &self.settings.sign_in {
            let known = Credentials::new(user.clone(), password.expose_secret().to_owned());
            let ways = [Mechanism::Plain, Mechanism::Login];
            line.auth(&ways, &known).await.map_err(|it| answered(&it))?;
        }
        let from = Some(self.settings.from.clone());
        let mail = line.command(Mail::new(from, Vec::new())).await;
        mail.map_err(|error| answered(&error))?;
        let recipient = line.command(Rcpt::new(to, Vec::new())).await;
        recipient.map_err(|error| match answered(&error) {
            Mailed::Refused => Mailed::NoSuchAddress,
            other => other,
        })?;
        line.command(Data).await.map_err(|error| answered(&error))?;
        Ok(line)
    }

    /// A line that nobody else reads.
    async fn encrypted(&self, hello: &ClientId) -> Result<AsyncSmtpConnection, Mailed> {
        let server = &self.settings.server;
        let tls = || {
            TlsParameters::new_rustls(server.host.clone()).map_err(|error| {
                tracing::error!(%error, "no encryption for mail: {error}");
                Mailed::Later
            })
        };
        let place = (server.host.as_str(), server.port);
        let at_once = match server.line {
            MailLine::Tls => Some(tls()?),
            MailLine::StartTls | MailLine::Local => None,
        };
        let line = AsyncSmtpConnection::connect_tokio1(place, Some(READY), hello, at_once, None);
        let mut line = line.await.map_err(|error| answered(&error))?;
        if server.line == MailLine::StartTls {
            if !line.can_starttls() {
                tracing::warn!("the mail server offers no encryption: nothing was sent");
                return Err(Mailed::Refused);
            }
            let done = line.starttls(tls()?, hello).await;
            done.map_err(|error| answered(&error))?;
        }
        Ok(line)
    }
}

/// What a no means: for ever, or not now; no answer at all before the text is not now.
fn answered(error: &Error) -> Mailed {
    let status = error.status().map(u16::from);
    tracing::warn!(status, "the mail server did not take a mail");
    if error.is_permanent() {
        Mailed::Refused
    } else {
        Mailed::Later
    }
}

/// No machine answers a machine (RFC 3834).
#[derive(Clone, Copy)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
