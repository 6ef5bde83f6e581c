//! A mail server that speaks the real dialect (RFC 5321) over TCP: takes mails, keeps every one, and misbehaves when told to.

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Longest wait for a mail.
const WAIT: Duration = Duration::from_secs(20);
/// Longest line that a server of the real dialect takes, with its end.
const LINE: usize = 1000;

/// A mail that was taken.
#[derive(Debug, Clone)]
pub struct FakeMail {
    /// Of the envelope.
    pub from: String,
    /// Of the envelope.
    pub to: Vec<String>,
    /// `name\0password`, if somebody signed in before.
    pub sign_in: Option<String>,
    /// Headers and text, with the dots as they were written.
    pub data: String,
}

impl FakeMail {
    /// The lines of a header, put together and decoded; `None` if there is none.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        let mut lines = self.head().lines();
        let begins = |line: &&str| {
            line.split_once(':')
                .is_some_and(|(it, _)| it.eq_ignore_ascii_case(name))
        };
        let first = lines.find(begins)?;
        let mut whole = first.split_once(':')?.1.trim().to_owned();
        for line in lines.take_while(|line| line.starts_with([' ', '\t'])) {
            whole.push(' ');
            whole.push_str(line.trim());
        }
        Some(decoded_words(&whole))
    }

    /// How many headers are called that.
    #[must_use]
    pub fn count(&self, name: &str) -> usize {
        let named = |line: &str| line.split(':').next().unwrap_or_default().to_lowercase();
        let wanted = name.to_lowercase();
        self.head().lines().filter(|it| named(it) == wanted).count()
    }

    /// The text, decoded, with plain line ends.
    ///
    /// # Errors
    /// The encoding is none that is known, or the text is not UTF-8.
    pub fn text(&self) -> Result<String> {
        let (_, body) = self.data.split_once("\r\n\r\n").context("a text")?;
        let encoding = self.header("Content-Transfer-Encoding");
        let bytes = match encoding.as_deref().unwrap_or("7bit") {
            "7bit" | "8bit" => body.as_bytes().to_vec(),
            "quoted-printable" => from_quoted(body),
            "base64" => STANDARD.decode(body.split_whitespace().collect::<String>())?,
            other => bail!("the encoding {other}"),
        };
        Ok(String::from_utf8(bytes)?.replace("\r\n", "\n"))
    }

    fn head(&self) -> &str {
        self.data.split("\r\n\r\n").next().unwrap_or_default()
    }
}

/// How the next mails are answered, each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailAnswer {
    /// Taken.
    Accept,
    /// The address is not taken, with this status.
    Recipient(u16),
    /// The whole text was heard, and the answer is this status.
    Text(u16),
    /// The whole text was heard and kept, and the line breaks without an answer.
    Vanish,
    /// The line breaks at the first word.
    Drop,
}

#[derive(Default)]
struct Shared {
    mails: Vec<FakeMail>,
    answers: VecDeque<MailAnswer>,
    /// Everything said to the server outside of a text.
    said: Vec<String>,
    starttls: bool,
    /// What came after STARTTLS was granted.
    after_starttls: Vec<u8>,
}

/// The server; it ends with the test.
#[derive(Clone)]
pub struct FakeSmtp {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    changed: watch::Sender<()>,
}

impl FakeSmtp {
    /// A server on a free port.
    ///
    /// # Errors
    /// No port.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let server = Self {
            address: listener.local_addr()?,
            shared: Arc::default(),
            changed: watch::Sender::new(()),
        };
        let own = server.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let server = own.clone();
                tokio::spawn(async move {
                    // A line that breaks is the client's affair.
                    let _ = server.talk(socket).await;
                });
            }
        });
        Ok(server)
    }

    /// `smtp://127.0.0.1:port`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// Its port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// How the next mails are answered; afterwards every one is taken.
    pub fn answer_with(&self, answers: impl IntoIterator<Item = MailAnswer>) {
        self.lock().answers.extend(answers);
    }

    /// Offers STARTTLS, and reads whatever comes after it.
    pub fn offer_starttls(&self) {
        self.lock().starttls = true;
    }

    /// What was taken.
    #[must_use]
    pub fn mails(&self) -> Vec<FakeMail> {
        self.lock().mails.clone()
    }

    /// What was said to it outside of texts, line by line.
    #[must_use]
    pub fn said(&self) -> Vec<String> {
        self.lock().said.clone()
    }

    /// The first bytes after STARTTLS was granted.
    #[must_use]
    pub fn after_starttls(&self) -> Vec<u8> {
        self.lock().after_starttls.clone()
    }

    /// Waits until something passes `test`.
    ///
    /// # Errors
    /// Nothing in time.
    pub async fn until<T>(&self, test: impl Fn(&Self) -> Option<T>) -> Result<T> {
        let mut changed = self.changed.subscribe();
        let found = async {
            loop {
                if let Some(found) = test(self) {
                    return Ok(found);
                }
                changed.changed().await?;
            }
        };
        tokio::time::timeout(WAIT, found)
            .await
            .context("no such mail in time")?
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn talk(&self, socket: TcpStream) -> Result<()> {
        let mut line = Line(BufReader::new(socket));
        let answer = self.lock().answers.pop_front();
        let answer = answer.unwrap_or(MailAnswer::Accept);
        if answer == MailAnswer::Drop {
            return Ok(());
        }
        line.say("220 mail.example ESMTP").await?;
        let mut mail: Option<FakeMail> = None;
        let mut sign_in = None;
        while let Some(said) = line.hear().await? {
            self.lock().said.push(said.clone());
            let _ = self.changed.send(());
            let (verb, rest) = said.split_once(' ').unwrap_or((&said, ""));
            match (verb.to_ascii_uppercase().as_str(), &mut mail) {
                ("EHLO", _) => {
                    line.say("250-mail.example").await?;
                    if self.lock().starttls {
                        line.say("250-STARTTLS").await?;
                    }
                    line.say("250-8BITMIME").await?;
                    line.say("250 AUTH PLAIN LOGIN").await?;
                }
                ("STARTTLS", _) => {
                    line.say("220 go ahead").await?;
                    let mut first = [0; 5];
                    line.0.read_exact(&mut first).await?;
                    self.lock().after_starttls = first.to_vec();
                    let _ = self.changed.send(());
                    return Ok(());
                }
                ("AUTH", _) => {
                    let given = rest.strip_prefix("PLAIN ").context("AUTH PLAIN")?;
                    let given = String::from_utf8(STANDARD.decode(given)?)?;
                    sign_in = Some(given.trim_start_matches('\0').to_owned());
                    line.say("235 welcome").await?;
                }
                ("MAIL", None) => {
                    mail = Some(FakeMail {
                        from: bracketed(rest)?,
                        to: Vec::new(),
                        sign_in: sign_in.clone(),
                        data: String::new(),
                    });
                    line.say("250 ok").await?;
                }
                ("RCPT", Some(mail)) => match answer {
                    MailAnswer::Recipient(status) => {
                        line.say(&format!("{status} not that one")).await?;
                    }
                    _ => {
                        mail.to.push(bracketed(rest)?);
                        line.say("250 ok").await?;
                    }
                },
                ("DATA", Some(taken)) if !taken.to.is_empty() => {
                    line.say("354 go on").await?;
                    taken.data = line.hear_text().await?;
                    let whole = mail.take().context("a mail")?;
                    match answer {
                        MailAnswer::Text(status) => line.say(&format!("{status} no")).await?,
                        MailAnswer::Vanish => {
                            self.keep(whole);
                            return Ok(());
                        }
                        _ => {
                            self.keep(whole);
                            line.say("250 taken").await?;
                        }
                    }
                }
                ("QUIT", _) => {
                    line.say("221 bye").await?;
                    return Ok(());
                }
                _ => line.say("503 not now").await?,
            }
        }
        Ok(())
    }

    fn keep(&self, mail: FakeMail) {
        self.lock().mails.push(mail);
        let _ = self.changed.send(());
    }
}

struct Line(BufReader<TcpStream>);

impl Line {
    async fn say(&mut self, text: &str) -> Result<()> {
        Ok(self.0.write_all(format!("{text}\r\n").as_bytes()).await?)
    }

    /// A line with its end taken off; `None` once nobody speaks.
    async fn hear(&mut self) -> Result<Option<String>> {
        let mut bytes = Vec::new();
        self.0.read_until(b'\n', &mut bytes).await?;
        if bytes.is_empty() {
            return Ok(None);
        }
        if bytes.len() > LINE || !bytes.ends_with(b"\r\n") {
            bail!("not a line of the dialect");
        }
        let text = String::from_utf8(bytes)?;
        Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
    }

    /// Up to the dot alone, with the doubled dots single again.
    async fn hear_text(&mut self) -> Result<String> {
        let mut text = String::new();
        loop {
            let line = self.hear().await?.context("the text ends with a dot")?;
            if line == "." {
                return Ok(text);
            }
            text.push_str(line.strip_prefix('.').unwrap_or(&line));
            text.push_str("\r\n");
        }
    }
}

fn bracketed(rest: &str) -> Result<String> {
    let (_, after) = rest.split_once('<').context("an address in brackets")?;
    let (address, _) = after.split_once('>').context("a bracket's end")?;
    Ok(address.to_owned())
}

/// `=?utf-8?b?…?=` and its like as what they say; white space between two of them is none.
fn decoded_words(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    let mut after_word = false;
    while let Some((before, from)) = rest.split_once("=?") {
        let mut parts = from.splitn(4, '?');
        let (Some(_), Some(kind), Some(word), Some(tail)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            break;
        };
        let Some(tail) = tail.strip_prefix('=') else {
            break;
        };
        if !(after_word && before.trim().is_empty()) {
            plain.push_str(before);
        }
        let bytes = if kind.eq_ignore_ascii_case("b") {
            STANDARD.decode(word).unwrap_or_default()
        } else {
            from_quoted(&word.replace('_', " "))
        };
        plain.push_str(&String::from_utf8_lossy(&bytes));
        (rest, after_word) = (tail, true);
    }
    plain + rest
}

fn from_quoted(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) if first == b'=' => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    bytes
}
