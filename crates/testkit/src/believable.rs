//! A believable history of any size for a desk's cache: guests, their conversations and what was said, in several languages and
//! scripts, the busiest today. The same size gives the same history.

use anyhow::{Context, Result};
use cache::{Cache, CacheKey, ConversationFilter, IncomingRecord, Statuses};
use domain::channel::Channel;
use domain::contact::Contact;
use domain::conversation::{Conversation, ConversationStatus, Preview};
use domain::delivery::MessageState;
use domain::id::{ContactId, ConversationId, RecordId};
use domain::message::{Author, Content, Message};
use domain::record::{Kind, Scope};
use domain::time::UnixMillis;
use serde::Serialize;
use std::path::Path;

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Conversations, one of a guest each.
    pub conversations: u32,
    /// Messages over all of them; the newest conversations have the most.
    pub messages: u32,
}

/// Conversations a page carries.
const PAGE: u32 = 200;
/// The newest conversation is this old, and each further one older by the second.
const APART_MS: i64 = 37_000;
/// Conversations of today, and messages of each: more than a page of a thread.
const BUSY: u32 = 100;
const LONG: u32 = 60;
/// The oldest conversations, which came over another channel: the last that a walk from the newest meets.
const RARE_CHANNEL: u32 = 60;
/// Open ones among the newest: a desk resolves what is done.
const OPEN_OF_NEWEST: u32 = 400;

const GIVEN: [&str; 16] = [
    "Amália", "Björn", "Chidi", "Dolores", "Élodie", "Fatima", "Giorgos", "Hanna", "Ibrahim",
    "Jürgen", "Kateryna", "李娜", "Mariam", "Nadège", "محمد", "Priya",
];
const FAMILY: [&str; 16] = [
    "Andrade",
    "Bianchi",
    "Çelik",
    "Dupont",
    "Eriksen",
    "Fernández",
    "García",
    "Haddad",
    "Iwanow",
    "Jansen",
    "Kovač",
    "Lindqvist",
    "Müller",
    "Nakamura",
    "O'Neill",
    "Petrov",
];
const SAID: [&str; 24] = [
    "Good morning, could we check in a little earlier on Friday?",
    "Thank you so much, that is very kind of you.",
    "Is breakfast included, and until what time is it served?",
    "Bom dia! É possível deixar as malas na receção antes do check-in?",
    "Obrigado pela ajuda, até amanhã.",
    "¿Tienen aparcamiento y cuánto cuesta por noche?",
    "Perfecto, entonces llegamos hacia las nueve de la noche.",
    "Bonjour, nous aurions besoin d'un lit bébé dans la chambre.",
    "Guten Tag, auf der Rechnung steht zweimal die Minibar.",
    "Wir kommen mit dem Zug und sind gegen 18 Uhr da.",
    "Buongiorno, la camera ha la vista sul mare?",
    "صباح الخير، هل يمكن تمديد الحجز ليلة أخرى؟",
    "شكرا جزيلا على المساعدة",
    "请问早餐几点开始？我们一共四位。",
    "ขอผ้าเช็ดตัวเพิ่มได้ไหมคะ",
    "駐車場はありますか。",
    "Подскажите, пожалуйста, есть ли трансфер из аэропорта?",
    "The air conditioning in the room makes a strange noise.",
    "Could somebody bring two extra towels and a kettle?",
    "We loved our stay, the team at reception was wonderful.",
    "What is the wifi password in the lobby?",
    "Please send the invoice to my company, reference MIR-41077.",
    "Ok",
    "👍",
];

/// A word that one message of two thousand has.
pub const RARE: &str = "Schlüsselbund";

/// Numbers that look random and are the same every time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % below as u64).unwrap_or(0)
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all.get(self.next(all.len())).copied().unwrap_or_default()
    }
}

/// Fills the cache under an app's home, in which somebody signed in once, with that much more history below `now` (milliseconds since
/// 1970). `key` is what the keyring holds. The app must not run.
///
/// # Errors
/// There is no cache, the key does not fit, or there is no conversation to take after.
pub fn fill_home(home: &Path, key: [u8; 32], size: Size, now: i64) -> Result<()> {
    let files = std::fs::read_dir(home)?.flatten();
    let mut caches = files
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|it| it == "cache"));
    let file = caches.next().context("nobody signed in under this home")?;
    let cache = Cache::open(&file, &CacheKey::new(key))?;
    let (like, guest) = pattern(&cache)?;
    fill(&cache, &like, &guest, size, UnixMillis(now))
}

/// Makes a cache at `path` that holds nothing but such a history, for measurements without an app.
///
/// # Errors
/// The file cannot be made.
pub fn fill_alone(path: &Path, key: [u8; 32], size: Size, now: UnixMillis) -> Result<()> {
    let cache = Cache::open(path, &CacheKey::new(key))?;
    let (like, guest) = invented()?;
    fill(&cache, &like, &guest, size, now)
}

/// The rows of such a history as pages of a relay carry them, the oldest conversations first.
///
/// # Errors
/// A body cannot be written.
pub fn pages(size: Size, now: UnixMillis) -> Result<Vec<Vec<IncomingRecord>>> {
    let (like, guest) = invented()?;
    pages_like(&like, &guest, size, now).collect()
}

/// What a relay sends when the guest of the conversation that is `number` places from the newest writes again, in a cache that
/// [`fill_alone`] made: the conversation as it is now, and the message. `seq` is above 1 and higher every time.
///
/// # Errors
/// A body cannot be written.
pub fn arriving(number: u32, seq: i64, at: UnixMillis) -> Result<[IncomingRecord; 2]> {
    let (mut body, _) = invented()?;
    let id = ConversationId::new(format!("believable-{number}"))?;
    let said = message(&id, 0, at, &mut Dice(seq.unsigned_abs()));
    body.contact = ContactId::new(format!("believable-guest-{number}"))?;
    body.last_at = at;
    body.last_guest_at = Some(at);
    body.unread = 1;
    let inbox = Scope::inbox(&body.property);
    let parent = Some(body.contact.clone().into());
    let conversation = record(
        Kind::Conversation,
        id.clone().into(),
        inbox.clone(),
        parent,
        at,
        &body,
    )?;
    let of = RecordId::new(format!("believable-arrived-{seq}"))?;
    let message = record(Kind::Message, of, inbox, Some(id.into()), at, &said)?;
    Ok([conversation, message].map(|row| IncomingRecord { seq, ..row }))
}

/// A conversation and a guest of a hotel that is nowhere.
fn invented() -> Result<(Conversation, Contact)> {
    let like = serde_json::json!({
        "contact": "guest", "channel": "whatsapp", "connection": "w1", "property": "p1", "status": "AWAITING_AGENT",
        "card": { "name": "" }, "last_at": 0, "opened_at": 0,
    });
    let guest =
        serde_json::json!({ "name": "", "source": "whatsapp", "property": "p1", "created_at": 0 });
    Ok((
        serde_json::from_value(like)?,
        serde_json::from_value(guest)?,
    ))
}

fn fill(
    cache: &Cache,
    like: &Conversation,
    guest: &Contact,
    size: Size,
    now: UnixMillis,
) -> Result<()> {
    for page in pages_like(like, guest, size, now) {
        cache
            .apply_page(&page?, None, |_, _| Ok(()))
            .context("the cache takes no page")?;
    }
    while cache.maintain()? {}
    Ok(())
}

fn pages_like<'a>(
    like: &'a Conversation,
    guest: &'a Contact,
    size: Size,
    now: UnixMillis,
) -> impl Iterator<Item = Result<Vec<IncomingRecord>>> + 'a {
    let mut dice = Dice(size.conversations.into());
    let mut from = size.conversations;
    std::iter::from_fn(move || {
        let end = from;
        from = end.saturating_sub(PAGE);
        (end > 0).then(|| {
            let mut rows = Vec::new();
            for number in (from..end).rev() {
                conversation(like, guest, number, size, now, &mut dice, &mut rows)?;
            }
            Ok(rows)
        })
    })
}

/// A conversation and a guest of the hotel that is there: property and connection are real.
fn pattern(cache: &Cache) -> Result<(Conversation, Contact)> {
    let found = cache.read(|reader| {
        let any = ConversationFilter {
            statuses: Statuses::Any,
            ..ConversationFilter::default()
        };
        let page = reader.conversations().page(&any, 0, 1)?;
        let Some(row) = page.rows.into_iter().next() else {
            return Ok(None);
        };
        let guest = reader.get::<Contact>(&row.body.contact)?;
        Ok(guest.map(|guest| (row.body, guest.body)))
    })?;
    found.context("the cache holds no conversation to take after")
}

/// Messages of the conversation that is `number` places from the newest: more than a page for the busiest, the rest shared out.
fn share(size: Size, number: u32) -> u32 {
    let busy = BUSY.min(size.conversations);
    if number < busy {
        return LONG;
    }
    size.messages.saturating_sub(busy * LONG) / (size.conversations - busy)
}

fn conversation(
    like: &Conversation,
    guest: &Contact,
    number: u32,
    size: Size,
    now: UnixMillis,
    dice: &mut Dice,
    rows: &mut Vec<IncomingRecord>,
) -> Result<()> {
    let messages = share(size, number);
    let name = format!("{} {}", dice.of(&GIVEN), dice.of(&FAMILY));
    let contact = ContactId::new(format!("believable-guest-{number}"))?;
    let id = ConversationId::new(format!("believable-{number}"))?;
    let last_at = UnixMillis(now.0 - i64::from(number) * APART_MS);
    let open = number < OPEN_OF_NEWEST;
    let mut body = like.clone();
    body.contact = contact.clone();
    if number + RARE_CHANNEL >= size.conversations {
        body.channel = Channel::Telegram;
    }
    body.card.name.clone_from(&name);
    body.assignee = None;
    body.waiting_since = None;
    body.unread = 0;
    body.failed = 0;
    body.labels.clear();
    body.status = if open {
        ConversationStatus::BotHandling
    } else {
        ConversationStatus::Resolved
    };
    body.opened_at = UnixMillis(last_at.0 - i64::from(messages) * 60_000);
    body.last_at = last_at;
    body.last_guest_at = Some(last_at);
    let mut said = Vec::new();
    for n in 0..messages {
        let at = UnixMillis(last_at.0 - i64::from(messages - 1 - n) * 60_000);
        said.push(message(&id, n, at, dice));
    }
    body.preview = said.last().map(|last| Preview {
        author: last.author.clone(),
        staff: None,
        content: "text".to_owned(),
        text: last.text.clone(),
        state: last.state.clone(),
    });
    let mut known = guest.clone();
    known.name = name;
    known.phone = Some(format!("+3519{:08}", 30_000_000 + number));
    known.email = Some(format!("guest{number}@example.com"));
    known.identities.clear();
    let property = &like.property;
    let inbox = Scope::inbox(property);
    rows.push(record(
        Kind::Contact,
        contact.into(),
        Scope::guests(property),
        None,
        last_at,
        &known,
    )?);
    let parent = Some(body.contact.clone().into());
    rows.push(record(
        Kind::Conversation,
        id.clone().into(),
        inbox.clone(),
        parent,
        last_at,
        &body,
    )?);
    for (n, message) in said.iter().enumerate() {
        let of = RecordId::new(format!("believable-{number}-{n}"))?;
        rows.push(record(
            Kind::Message,
            of,
            inbox.clone(),
            Some(id.clone().into()),
            message.at,
            message,
        )?);
    }
    Ok(())
}

fn message(conversation: &ConversationId, n: u32, at: UnixMillis, dice: &mut Dice) -> Message {
    let guest = n.is_multiple_of(2);
    let mut text = format!("{} {}", dice.of(&SAID), dice.of(&SAID));
    if dice.next(2_000) == 0 {
        text = format!("{text} {RARE}");
    }
    Message {
        conversation: conversation.clone(),
        author: if guest { Author::Guest } else { Author::Bot },
        staff: None,
        state: if guest {
            MessageState::Received
        } else {
            MessageState::Read
        },
        provider_id: None,
        text,
        content: Content::Text,
        at,
        send_at: None,
        reply_to: None,
        reactions: Vec::new(),
        failure: None,
        edited_at: None,
        revoked_at: None,
        forwarded: false,
        unknown: domain::Unknown::new(),
    }
}

fn record(
    kind: Kind,
    id: RecordId,
    scope: Scope,
    parent: Option<RecordId>,
    at: UnixMillis,
    body: &impl Serialize,
) -> Result<IncomingRecord> {
    Ok(IncomingRecord {
        seq: 1,
        kind,
        id,
        scope,
        parent,
        at: at.0,
        deleted: false,
        erased: false,
        body: serde_json::to_string(body)?,
    })
}
