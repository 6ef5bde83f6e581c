//! A booking in German.

use crate::fixtures::Setup;
use crate::script::play;

/// SPEC 119, 124, 131, 133, 135, 139, 150: the same talk in German, with dates and money as Germans write them.
#[test]
fn ein_aufenthalt_wird_gebucht() {
    play(Setup::default(), "
        guest: Guten Tag, ich hätte gern ein Zimmer | Book lang=de
        bot: Willkommen bei Miralva Lisbon! [Aufenthalt buchen | Verfügbarkeit prüfen | Meine Reservierungen]
        also: automatische Assistent
        also: „Rezeption“
        bot: Wann möchten Sie zu uns kommen? Zum Beispiel: 15. Dezember bis 18. Dezember.
        guest: vom 10. bis 11.12. | Details in=2026-12-10 out=2026-12-11 lang=de
        bot: Mit wie vielen Personen
        guest: zu zweit | Details adults=2 lang=de
        asks: free 2026-12-10..2026-12-11 2+0
        book: free
        bot: Donnerstag, 10. Dezember 2026 bis Freitag, 11. Dezember 2026 (1 Nacht, 2 Personen) [Classic Room | Garden Room | River Suite]
        guest: Gibt es Frühstück? | Breakfast lang=de
        bot: Frühstück gibt es von 7 bis 10:30 Uhr. [Classic Room | Garden Room | River Suite]
        guest: River Suite
        bot: Wie ist Ihr Vorname?
        guest: Ich heiße Jörg
        bot: Vielen Dank, Jörg. Und Ihr Nachname?
        guest: von der Heide
        bot: E-Mail-Adresse
        guest: joerg@
        bot: sieht nicht nach einer E-Mail-Adresse aus
        guest: joerg@heide.de
        asks: hold suite 21450 2026-12-10..2026-12-11 2+0
        book: held
        bot: Bitte prüfen Sie Ihre Buchung: [Bestätigen | Ändern | Abbrechen]
        also: Name: Jörg von der Heide
        also: Pro Nacht: 210,50\u{a0}EUR
        also: Gesamtpreis: 214,50\u{a0}EUR
        guest: ändern
        releases
        bot: Was möchten Sie ändern? [Daten | Gäste | Zimmer]
        guest: die Gäste
        bot: Mit wie vielen Personen
        guest: 1
        asks: free 2026-12-10..2026-12-11 1+0
        book: free
        asks: hold suite 21250 2026-12-10..2026-12-11 1+0
        book: held
        bot: Gäste: 1 Person [Bestätigen | Ändern | Abbrechen]
        guest: Kann ich einen Menschen sprechen? | Person lang=de
        bot: hole ich unser Team dazu [Mit Team sprechen | Weiter mit Assistent]
        guest: weiter mit dem Assistenten
        bot: machen wir weiter [Bestätigen | Ändern | Abbrechen]
        guest: Bestätigen
        asks: reserve suite 21250 2026-12-10..2026-12-11 1+0 Jörg von der Heide joerg@heide.de
        book: reserved MIR-12
        bot: Ihre Buchungsnummer ist MIR-12.
        confirmed: MIR-12
        guest: von vorne
        bot: Willkommen [Aufenthalt buchen | Verfügbarkeit prüfen | Meine Reservierungen]
    ");
}

/// SPEC 144, 152, 166: no room, three misses, in German.
#[test]
fn kein_zimmer_und_drei_missverstaendnisse() {
    play(
        Setup::default(),
        "
        guest: Zimmer vom 10. bis 12.12. für 2? | Book in=2026-12-10 out=2026-12-12 adults=2 lang=de
        bot: Willkommen [Aufenthalt buchen | Verfügbarkeit prüfen | Meine Reservierungen]
        asks: free 2026-12-10..2026-12-12 2+0
        book: minimum 3
        bot: nur Aufenthalte ab 3 Nächten [Andere Daten | Mit Team sprechen]
        guest: andere Daten bitte
        bot: Wann möchten Sie
        guest: hm
        bot: nicht ganz verstanden
        guest: hm
        bot: nicht ganz verstanden
        guest: hm
        escalates: NotUnderstood de for 2 at dates
    ",
    );
}
