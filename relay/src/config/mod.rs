//! Settings: `relay.default.toml` (embedded, and the documentation), then a file, then `BELLHOP_…` variables.
//!
//! Every mistake is found before any is reported, so that a person corrects the file once.

mod mistake;
mod reader;
mod source;

pub use mistake::{Mistake, Mistakes, Wrong};
pub use source::{DEFAULTS, Sources};

use crate::auth::network::Network;
use crate::erasure;
use reader::Reader;
use secrecy::SecretString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use url::Url;

/// Everything a relay can be told. Secrets do not print.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How it is reached and run.
    pub server: Server,
    /// Where the providers are.
    pub providers: Providers,
    /// 32 bytes that seal secrets; `None` = a key file in the data folder.
    pub master_key: Option<SecretString>,
    /// Timers of conversations.
    pub conversations: Conversations,
    /// How long people stay signed in.
    pub sessions: Sessions,
    /// What an owner's code makes.
    pub first_property: FirstProperty,
    /// The website's chat.
    pub chat: Chat,
    /// E-mail; `None` = there is none.
    pub mail: Option<Mail>,
    /// Limits.
    pub quotas: Quotas,
}

/// How the relay is reached and run.
#[derive(Debug, Clone)]
pub struct Server {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Folder of the embedded database, media and key file.
    pub data: PathBuf,
    /// The journal of erasures.
    pub erasures: PathBuf,
    /// Address of a PostgreSQL database; `None` = the embedded one.
    pub database: Option<SecretString>,
    /// The world's address of this relay: https, or this very computer.
    pub public_url: Option<Url>,
    /// Proxies whose X-Forwarded-For is believed.
    pub trusted_proxies: Vec<Network>,
    /// Whether /metrics answers anybody.
    pub metrics_public: bool,
    /// Longest time of a request.
    pub request_timeout: Duration,
    /// How long open work may go on after SIGTERM.
    pub shutdown: Duration,
    /// Filter of the log.
    pub log: String,
    /// True for JSON lines.
    pub log_json: bool,
}

/// Where the providers are (DESIGN 7): trusted wherever they point.
#[derive(Debug, Clone)]
pub struct Providers {
    /// Meta's Graph API, without the version.
    pub graph_url: Url,
    /// Its version, e.g. `v25.0`.
    pub graph_version: String,
    /// Telegram's bot API.
    pub telegram_url: Url,
    /// Twilio's API.
    pub twilio_url: Url,
    /// TikTok's business API.
    pub tiktok_url: Url,
    /// Stripe's API.
    pub stripe_url: Url,
    /// Anthropic's API.
    pub anthropic_url: Url,
    /// Key for Anthropic.
    pub anthropic_key: Option<SecretString>,
}

/// Timers of conversations.
#[derive(Debug, Clone, Copy)]
pub struct Conversations {
    /// SPEC 166.
    pub bot_idle: Duration,
    /// SPEC 167.
    pub claim: Duration,
}

/// How long people stay signed in.
#[derive(Debug, Clone, Copy)]
pub struct Sessions {
    /// After this long without contact a device signs in again.
    pub device_unused: Duration,
    /// How long an invitation code is good.
    pub invitation: Duration,
}

/// The first property of a hotel that an owner's code makes.
#[derive(Debug, Clone)]
pub struct FirstProperty {
    /// IANA.
    pub time_zone: String,
    /// ISO 4217.
    pub currency: String,
    /// ISO 3166 alpha-2.
    pub country: String,
}

/// The website's chat (livechat.md).
#[derive(Debug, Clone, Copy)]
pub struct Chat {
    /// How often a visitor's socket is pinged.
    pub ping: Duration,
    /// A visitor who answers nothing for so long is gone.
    pub idle: Duration,
    /// Messages a second of one visitor.
    pub messages_per_second: u32,
    /// Messages at once.
    pub messages_burst: u32,
    /// New conversations in an hour of one network address.
    pub conversations_per_hour: u32,
    /// Files in an hour of one visitor.
    pub uploads_per_hour: u32,
    /// Sockets of one visitor.
    pub sockets_per_visitor: u32,
    /// Sockets of one network address.
    pub sockets_per_address: u32,
}

/// E-mail to visitors who have left the website's chat (livechat.md).
#[derive(Debug, Clone)]
pub struct Mail {
    /// The server.
    pub server: MailServer,
    /// Name and password there; `None` = it asks for none.
    pub sign_in: Option<(String, SecretString)>,
    /// What mails come from.
    pub from: lettre::Address,
    /// How long an answer waits in the chat before it goes by e-mail.
    pub after: Duration,
}

/// A mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailServer {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the line is.
    pub line: MailLine,
}

/// How the line to a mail server is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailLine {
    /// Encrypted from the first byte (`smtps://`).
    Tls,
    /// Encrypted before anything is said (`smtp://`).
    StartTls,
    /// It does not leave this computer.
    Local,
}

/// Limits.
#[derive(Debug, Clone, Copy)]
pub struct Quotas {
    /// Connections at the same time.
    pub connections: u32,
    /// Commands a minute of one device.
    pub commands_per_minute: u32,
    /// Streams of one device.
    pub streams_per_device: u32,
    /// Failures before waits begin.
    pub free_tries: u32,
    /// Unprocessed webhooks before 503.
    pub envelope_backlog: u64,
    /// Largest file fetched or taken, in bytes.
    pub media_bytes: u64,
    /// Bytes of half uploads of one person.
    pub upload_bytes: u64,
}

impl Settings {
    /// Reads and checks everything.
    ///
    /// # Errors
    /// All mistakes together.
    pub fn load(sources: &Sources) -> Result<Self, Mistakes> {
        let (values, mistakes) = sources.flatten();
        let mut read = Reader::new(values, mistakes);
        let settings = Self::read(&mut read);
        read.finish(settings)
    }

    /// The defaults alone.
    ///
    /// # Errors
    /// Only if the embedded file is wrong, which a test rules out.
    pub fn defaults() -> Result<Self, Mistakes> {
        Self::load(&Sources::default())
    }

    fn read(read: &mut Reader) -> Option<Self> {
        let server = Server::read(read);
        let providers = Providers::read(read);
        let master_key = read.key("secrets.master_key");
        let conversations = Some(Conversations {
            bot_idle: read.seconds("conversations.bot_idle_seconds", 1..=604_800),
            claim: read.seconds("conversations.claim_seconds", 1..=604_800),
        });
        let sessions = Some(Sessions {
            device_unused: read.days("sessions.device_unused_days", 1..=3650),
            invitation: read.days("sessions.invitation_days", 1..=90),
        });
        let first_property = FirstProperty::read(read);
        let chat = Some(Chat::read(read));
        let mail = Mail::read(read);
        let quotas = Some(Quotas::read(read));
        Some(Self {
            server: server?,
            providers: providers?,
            master_key,
            conversations: conversations?,
            sessions: sessions?,
            first_property: first_property?,
            chat: chat?,
            mail,
            quotas: quotas?,
        })
    }
}

impl Server {
    fn read(read: &mut Reader) -> Option<Self> {
        let listen = read.parsed("server.listen", Wrong::Address);
        let data = read.text("server.data").map(PathBuf::from);
        let erasures = read.optional_text("server.erasures").map(PathBuf::from);
        let database = read.database("server.database");
        let public_url = read.optional_public_url("server.public_url");
        let trusted_proxies = read.list("server.trusted_proxies", Wrong::Network);
        let metrics_public = read.flag("server.metrics_public");
        let request_timeout = read.seconds("server.request_timeout_seconds", 1..=600);
        let shutdown = read.seconds("server.shutdown_seconds", 0..=600);
        let log = read.checked("server.log", Wrong::LogFilter, |text| {
            text.parse::<tracing_subscriber::filter::Targets>().is_ok()
        });
        let log_json = read.one_of("server.log_format", &["text", "json"]) == Some(1);
        Some(Self {
            listen: listen?,
            erasures: erasures.or_else(|| data.as_ref().map(|it| it.join(erasure::FILE)))?,
            data: data?,
            database,
            public_url,
            trusted_proxies,
            metrics_public,
            request_timeout,
            shutdown,
            log: log?,
            log_json,
        })
    }
}

impl Providers {
    fn read(read: &mut Reader) -> Option<Self> {
        let graph_url = read.url("providers.graph_url");
        let graph_version = read.checked("providers.graph_version", Wrong::Version, |text| {
            text.strip_prefix('v').is_some_and(|rest| {
                !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            })
        });
        let telegram_url = read.url("providers.telegram_url");
        let twilio_url = read.url("providers.twilio_url");
        let tiktok_url = read.url("providers.tiktok_url");
        let stripe_url = read.url("providers.stripe_url");
        let anthropic_url = read.url("providers.anthropic_url");
        let anthropic_key = read.secret("providers.anthropic_key");
        Some(Self {
            graph_url: graph_url?,
            graph_version: graph_version?,
            telegram_url: telegram_url?,
            twilio_url: twilio_url?,
            tiktok_url: tiktok_url?,
            stripe_url: stripe_url?,
            anthropic_url: anthropic_url?,
            anthropic_key,
        })
    }
}

impl FirstProperty {
    fn read(read: &mut Reader) -> Option<Self> {
        let capitals = |text: &str, count: usize| {
            text.len() == count && text.bytes().all(|b| b.is_ascii_uppercase())
        };
        let time_zone = read.checked("first_property.time_zone", Wrong::TimeZone, |text| {
            jiff::tz::TimeZone::get(text).is_ok()
        });
        let currency = read.checked("first_property.currency", Wrong::Currency, |text| {
            capitals(text, 3)
        });
        let country = read.checked("first_property.country", Wrong::Country, |text| {
            capitals(text, 2)
        });
        Some(Self {
            time_zone: time_zone?,
            currency: currency?,
            country: country?,
        })
    }
}

impl Chat {
    fn read(read: &mut Reader) -> Self {
        let mut small =
            |key: &str, most: u64| u32::try_from(read.number(key, 1..=most)).unwrap_or(u32::MAX);
        let (messages_per_second, messages_burst) = (
            small("chat.messages_per_second", 1000),
            small("chat.messages_burst", 10_000),
        );
        let conversations_per_hour = small("chat.conversations_per_hour", 1_000_000);
        let uploads_per_hour = small("chat.uploads_per_hour", 1_000_000);
        let sockets_per_visitor = small("chat.sockets_per_visitor", 1000);
        let sockets_per_address = small("chat.sockets_per_address", 1_000_000);
        Self {
            ping: read.seconds("chat.ping_seconds", 1..=300),
            idle: read.seconds("chat.idle_seconds", 1..=3600),
            messages_per_second,
            messages_burst,
            conversations_per_hour,
            uploads_per_hour,
            sockets_per_visitor,
            sockets_per_address,
        }
    }
}

impl Mail {
    fn read(read: &mut Reader) -> Option<Self> {
        let server = read.optional_mail_server("mail.smtp_url");
        let user = read.optional_text("mail.smtp_user");
        let password = read.secret("mail.smtp_password");
        let after = read.seconds("mail.mail_after_seconds", 1..=86_400);
        let from = read.optional_text("mail.mail_from");
        let server = server?;
        let from = from.and_then(|text| text.parse().ok());
        if from.is_none() {
            read.wrong("mail.mail_from", Wrong::MailAddress, "");
        }
        Some(Self {
            server,
            sign_in: user.map(|user| (user, password.unwrap_or_default())),
            from: from?,
            after,
        })
    }
}

impl Quotas {
    fn read(read: &mut Reader) -> Self {
        let small = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
        Self {
            connections: small(read.number("quotas.connections", 1..=1_000_000)),
            commands_per_minute: small(read.number("quotas.commands_per_minute", 1..=100_000)),
            streams_per_device: small(read.number("quotas.streams_per_device", 1..=100)),
            free_tries: small(read.number("quotas.free_tries", 1..=1000)),
            envelope_backlog: read.number("quotas.envelope_backlog", 1..=u64::MAX),
            media_bytes: read
                .number("quotas.media_megabytes", 1..=10_000)
                .saturating_mul(1 << 20),
            upload_bytes: read
                .number("quotas.upload_megabytes", 1..=100_000)
                .saturating_mul(1 << 20),
        }
    }
}
