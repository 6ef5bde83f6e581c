//! The few words that only mean something inside the flow: begin again, stop, other dates, a number of a row.

use domain::fold::fold;
use std::sync::LazyLock;

/// A wish about the booking that is being made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    StartOver,
    Stop,
    Dates,
    Guests,
    Room,
    Name,
    /// Something is to be different, not said what.
    Change,
    More,
}

const START_OVER: &str = "start over|start again|restart|begin again|from the beginning|main menu|menu|neu anfangen|von vorne|von vorn|\
neustart|neu starten|hauptmenü|menü|empezar de nuevo|volver a empezar|reiniciar|menú|recomeçar|começar de novo|do início|\
recommencer|depuis le début|menu principal|ricominciare|ricomincia|ricominciamo|da capo|dall'inizio|menù|القائمة|من البداية|ابدأ من جديد|لنبدأ من جديد";

const STOP: &str = "cancel|cancel it|stop|never mind|nevermind|forget it|abort|abbrechen|abbruch|stornieren|vergiss es|vergessen sie es|lassen sie es|\
cancelar|cancela|olvídalo|olvídelo|déjalo|anular|esqueça|esquece|deixe|deixa estar|desistir|annuler|annulez|laisse tomber|laissez tomber|arrêter|\
annulla|annullare|lascia perdere|lasci perdere|basta|إلغاء|الغاء|ألغ|توقف";

const MORE: &str = "more|more rooms|show more|next|mehr|mehr zimmer|weitere|weitere zimmer|weiter|más|más habitaciones|siguiente|mais|mais quartos|\
seguinte|próximo|plus|plus de chambres|suivant|suivantes|altre|altre camere|altro|avanti|المزيد|مزيد|التالي";

const CHANGE: &str = "change|other|another|different|modify|else|wrong|edit|andere|anderes|anderer|anderen|ändern|wechseln|falsch|korrigieren|\
cambiar|cambio|otra|otro|otras|otros|diferente|diferentes|modificar|corregir|mudar|alterar|trocar|outra|outro|outras|outros|corrigir|\
changer|autre|autres|modifier|différent|différente|différentes|corriger|cambiare|altra|altro|altre|altri|diverso|diversa|diverse|modificare|correggere|\
تغيير|أخرى|آخر|اخرى|تعديل|غير|أغير";

const DATES: &str = "date|dates|day|days|datum|daten|termin|reisedaten|zeitraum|tage|tag|fecha|fechas|día|días|data|datas|dia|dias|jour|jours|giorno|giorni|\
تاريخ|تواريخ|التاريخ|التواريخ|موعد|المواعيد";

const GUESTS: &str = "guest|guests|people|persons|gast|gäste|gästezahl|personen|personenzahl|huésped|huéspedes|personas|hóspede|hóspedes|pessoas|\
voyageurs|personnes|invités|ospite|ospiti|persone|ضيوف|الضيوف|أشخاص|الأشخاص|عدد";

const ROOM: &str = "room|rooms|zimmer|habitación|habitaciones|quarto|quartos|chambre|chambres|camera|camere|stanza|stanze|غرفة|الغرفة|غرف|الغرف";

const NAME: &str = "name|e-mail|email|mail|nachname|vorname|nombre|apellido|correo|nome|sobrenome|apelido|nom|prénom|cognome|indirizzo|اسم|الاسم|البريد";

struct Phrases {
    start_over: Vec<String>,
    stop: Vec<String>,
    more: Vec<String>,
    change: Vec<String>,
    parts: [(Wish, Vec<String>); 4],
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let folded = |list: &str| list.split('|').map(|it| padded(&fold(it))).collect();
    Phrases {
        start_over: folded(START_OVER),
        stop: folded(STOP),
        more: folded(MORE),
        change: folded(CHANGE),
        parts: [
            (Wish::Dates, folded(DATES)),
            (Wish::Guests, folded(GUESTS)),
            (Wish::Room, folded(ROOM)),
            (Wish::Name, folded(NAME)),
        ],
    }
});

/// Longest message that a command is looked for in: a longer one says something.
const SHORT: usize = 6;

/// The same for *something* of the booking that is to be *other*: both words are rarely met by chance.
const LONG: usize = 12;

/// The wish in a message. `asked`: it answers *what is to be different?*, where the thing alone is enough.
pub(super) fn wish(text: &str, asked: bool) -> Option<Wish> {
    let said = padded(&fold(text));
    let words = said.split_whitespace().count();
    let has = |list: &[String]| list.iter().any(|it| said.contains(it.as_str()));
    let is = |list: &[String]| list.contains(&said);
    let all = &*PHRASES;
    if is(&all.more) {
        return Some(Wish::More);
    }
    if words <= SHORT && has(&all.start_over) {
        return Some(Wish::StartOver);
    }
    let change = has(&all.change);
    let part = all.parts.iter().find(|(_, list)| has(list));
    match part {
        Some((wish, _)) if (change && words <= LONG) || (asked && words <= SHORT) => {
            return Some(*wish);
        }
        _ => {}
    }
    if is(&all.stop) || (words <= SHORT && part.is_none() && has(&all.stop)) {
        return Some(Wish::Stop);
    }
    (change && words <= 3).then_some(Wish::Change)
}

/// A message that is a number and nothing else: "2", "2.", "#2", "٢".
pub(super) fn number(text: &str) -> Option<u16> {
    let text = text
        .trim()
        .trim_start_matches('#')
        .trim_end_matches(['.', ')', '!', '️', '⃣']);
    let fits = (1..=3).contains(&text.chars().count());
    let value = |c: char| match c {
        '0'..='9' => c.to_digit(10),
        '٠'..='٩' => Some(c as u32 - '٠' as u32),
        '۰'..='۹' => Some(c as u32 - '۰' as u32),
        _ => None,
    };
    let digits = text.chars().map(value).collect::<Option<Vec<u32>>>()?;
    let number = digits.iter().fold(0, |sum, digit| sum * 10 + digit);
    u16::try_from(number).ok().filter(|_| fits)
}

/// Whether two texts say the same, whatever the case and accents.
pub(super) fn same(a: &str, b: &str) -> bool {
    let a = fold(a);
    !a.is_empty() && a == fold(b)
}

/// The one of `names` that `text` names: in full, or by words that no other has.
pub(super) fn named<'n>(text: &str, names: impl Iterator<Item = &'n str> + Clone) -> Option<usize> {
    const SHORTEST: usize = 4;
    if let Some(at) = names.clone().position(|name| same(text, name)) {
        return Some(at);
    }
    let said = padded(&fold(text));
    if said.trim().chars().count() < SHORTEST {
        return None;
    }
    let fits = |name: &str| {
        let name = padded(&fold(name));
        name.contains(&said) || (name.trim().len() >= SHORTEST && said.contains(&name))
    };
    let mut found = names.enumerate().filter(|(_, name)| fits(name));
    match (found.next(), found.next()) {
        (Some((at, _)), None) => Some(at),
        _ => None,
    }
}

fn padded(folded: &str) -> String {
    format!(" {folded} ")
}
