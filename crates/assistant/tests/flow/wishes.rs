//! What is to be different, said in each language.

use crate::fixtures::Setup;
use crate::script::play;
use assistant::flow::{Event, step};
use assistant::reading::Reading;

/// Issue 5.3: at the summary, in every language: other dates, other guests, another room, something else, begin again, stop. The
/// reading knows nothing of them.
#[test]
fn wishes_in_every_language() {
    let table = [
        ("dates", "other dates"),
        ("dates", "I'd like to change the dates please"),
        ("dates", "andere Daten bitte"),
        ("dates", "Ich möchte das Datum ändern"),
        ("dates", "quiero otras fechas"),
        ("dates", "queria mudar as datas"),
        ("dates", "d'autres dates"),
        ("dates", "vorrei cambiare le date"),
        ("dates", "تواريخ أخرى"),
        ("guests", "different number of guests"),
        ("guests", "andere Gästezahl"),
        ("guests", "cambiar los huéspedes"),
        ("guests", "alterar hóspedes"),
        ("guests", "changer le nombre de personnes"),
        ("guests", "cambiare gli ospiti"),
        ("guests", "تغيير عدد الضيوف"),
        ("choosing", "another room"),
        ("choosing", "ein anderes Zimmer"),
        ("choosing", "otra habitación"),
        ("choosing", "outro quarto"),
        ("choosing", "une autre chambre"),
        ("choosing", "un'altra camera"),
        ("choosing", "غرفة أخرى"),
        ("changing", "change"),
        ("changing", "ändern"),
        ("changing", "modifier"),
        ("menu", "start over"),
        ("menu", "von vorne bitte"),
        ("menu", "empezar de nuevo"),
        ("menu", "começar de novo"),
        ("menu", "recommencer"),
        ("menu", "ricominciamo da capo"),
        ("menu", "من البداية"),
        ("menu", "cancel"),
        ("menu", "bitte abbrechen"),
        ("menu", "cancelar"),
        ("menu", "esqueça"),
        ("menu", "laissez tomber"),
        ("menu", "lasci perdere"),
        ("menu", "إلغاء"),
        ("summary", "blub"),
        (
            "summary",
            "we had another wonderful day with the other people of our group in your lovely town",
        ),
        (
            "summary",
            "the staff at your other hotel was very kind to us last year",
        ),
    ];
    let setup = Setup::known();
    let talk = play(
        Setup::known(),
        "
        guest: 2 to 4 December, 2 people | Book in=2026-12-02 out=2026-12-04 adults=2
        bot: Welcome [Book a Stay | Check Availability | My Reservations]
        asks: free 2026-12-02..2026-12-04 2+0
        book: free
        bot: These rooms [Classic Room | Garden Room | River Suite]
        tap: Classic Room
        asks: hold classic 24800 2026-12-02..2026-12-04 2+0
        book: held
        bot: Please check [Confirm | Change | Cancel]
    ",
    );
    let reading: &Reading = &crate::script::reading("Unclear");
    for (stage, text) in table {
        let outcome = step(&talk.flow, &Event::Said { text, reading }, &setup.world());
        assert_eq!(outcome.flow.name(), stage, "{text}");
    }
}
