//! What German words and phrases tell of the intent.

use crate::reading::Topic;
use crate::rules::cue::Cue;

pub(super) const CUES: &[(Cue, &str)] = &[
    (
        Cue::Greeting,
        "hallo|hi|hey|moin|servus|grüß gott|grüezi|guten tag|guten morgen|guten abend|hallöchen|moin moin|grüß dich|tach|na|gruezi|salü|morgen zusammen|morgen|hallo zusammen|wie gehts|wie geht es|ich habe eine frage|ich hab eine frage|eine frage|kurze frage|hätte eine frage|hätte da eine frage|sehr geehrte damen und herren|liebes team|liebes hotel team|liebes hotelteam|huhu|tag|mahlzeit|n abend|nabend|grüss gott|hab ne frage|hab mal ne frage",
    ),
    (
        Cue::Thanks,
        "danke|vielen dank|danke schön|dankeschön|danke sehr|besten dank|herzlichen dank|tausend dank|merci|danke vielmals|dankeee|lieben dank|1000 dank|ich danke|wir danken|thx|dankee|merci vielmal|vielen lieben dank|danke dir|danke ihnen|super danke",
    ),
    (
        Cue::Bye,
        "tschüss|tschüß|auf wiedersehen|bis bald|bis dann|bis morgen|ciao|gute nacht|schönen abend|schönen tag|schönes wochenende|schönen abend noch|schönen tag noch|ade|pfiat di|bis später|mach's gut|tschau|wiedersehen|servus und bis|tschö|bye|baba|uf wiederluege|pfiat euch|auf wiederhören|bis die tage|alles gute|wir sehen uns|man sieht sich",
    ),
    (
        Cue::Yes,
        "ja|jo|jep|jup|jawohl|ja gerne|ja gern|genau|richtig|stimmt|korrekt|ja bitte|natürlich|selbstverständlich|auf jeden fall|sicher|ich bestätige|bestätigt|klar|na klar|ja genau|ja klar|ja passt|ja stimmt|jaa|gerne|gern|exakt|alles richtig|yes|jepp|joa|ja das stimmt|bestätige|absolut|mach das|bitte buchen sie das",
    ),
    (
        Cue::Fine,
        "passt|ok|okay|in ordnung|gut|super|perfekt|prima|alles klar|einverstanden|passt so|passt schon|toll|klingt gut|geht klar|das passt|okey|sehr gut|wunderbar|alles gut|hört sich gut an|bestens|fein|klasse|spitze|oki|freilich|ist gut|gebongt",
    ),
    (
        Cue::No,
        "nein|nee|nö|ne|nein danke|lieber nicht|auf keinen fall|lass mal|stimmt nicht|falsch|nicht wirklich|keineswegs|nope|nicht jetzt|noch nicht|das stimmt nicht|das ist falsch|gar nicht|überhaupt nicht|natürlich nicht|nicht nötig|eher nicht|kein bedarf|no|kein interesse|vergiss es|na danke|niemals|leider nein|nicht richtig|nichts davon|keinesfalls",
    ),
    (
        Cue::Person,
        "mit einem menschen|menschen sprechen|menschen reden|mensch sprechen|mit jemandem reden|mit jemandem|echter mensch|echten menschen|echter person|echten person|mit einer person|jemand vom hotel|jemand vom team|jemanden vom|ansprechpartner|kundenservice|ruft mich|rufen sie mich|bitte um rückruf|rückruf|zurückrufen|telefonieren|chef|manager|mitarbeiterin|bist du ein bot|bist du ein roboter|sind sie ein bot|sind sie ein roboter|kein bot|nur der bot|nur ein bot|roboter|mit wem persönlich|persönlich sprechen|mit der rezeption|jemand echtes|richtigen menschen|menschen|verbinden sie mich|verbinde mich|mitarbeitern|angestellten|geschäftsführer|einen menschen|jemand anrufen|anruft|jemanden sprechen|wen vom hotel",
    ),
    (
        Cue::Helped,
        "für die hilfe|für ihre hilfe|für deine hilfe|für eure hilfe|für die schnelle hilfe|fürs helfen",
    ),
    (
        Cue::Desk,
        "rezeption|die rezeption|an der rezeption|empfang|lobby|rezi",
    ),
    (
        Cue::Open,
        "offen|geöffnet|besetzt|24 stunden|rund um die uhr|24h|jemand da|auf|geschlossen|öffnet|schließt|öffnungszeiten|nachts|erreichbar|die ganze nacht|jemand an der|zu",
    ),
    (
        Cue::Book,
        "buchen|reservieren|buchung machen|eine buchung|eine reservierung|reservierung für|reservierung machen|buche|reserviere|zimmer buchen|zimmer reservieren|buchung für|neue buchung|bucht uns|reserviert uns|neue reservierung|vormerken|zu buchen|zu reservieren|mieten|reservier|buch mir|reservieren sie|eine reservation|reservation für|buchen sie|bucht mir",
    ),
    (
        Cue::Want,
        "möchte|möchten|will|wollen|würde gerne|würde gern|würden gerne|würden gern|hätte gern|hätte gerne|hätten gern|hätten gerne|brauche|brauchen|suche|suchen|benötige|benötigen|bräuchte|bräuchten|brauchma|brauch|wünsche|wünschen|nehme|nehmen|würd gern|würd gerne|möcht|mag|wollten|wollte|nehmen wir|ich nehm|interessieren uns|interessiere mich|wir planen|ich plane|sind auf der suche|auf der suche|gerne ein|gerne ab|interesse an|wir hätten|bitte ein|bitte um|würde mich|vor haben|haben vor",
    ),
    (Cue::Please, "bitte|bitte schön|pls|biite|bidde|büdde"),
    (
        Cue::Stay,
        "übernachten|bleiben|schlafen|kommen|wohnen|unterkunft|übernachtung|aufenthalt|anreisen|besuchen|unterkommen|aufenthalts|nächtigen|absteigen|vorbeikommen|zu euch kommen|bleibe|verbringen",
    ),
    (
        Cue::Room,
        "zimmer|doppelzimmer|einzelzimmer|dz|ez|suite|dreibettzimmer|familienzimmer|bett|ein bett|apartment|appartement|mehrbettzimmer|ferienwohnung|zweibettzimmer|doppel|einzel|schlafplatz|zimmern|vierbettzimmer|betten|studio",
    ),
    (
        Cue::InRoom,
        "im zimmer|in den zimmern|auf dem zimmer|aufs zimmer|das zimmer|die zimmer|unser zimmer|mein zimmer|aus dem zimmer|ins zimmer|unserem zimmer|meinem zimmer|am zimmer|auf den zimmern|doppelbett|einzelbetten|der zimmer",
    ),
    (
        Cue::Have,
        "habt ihr|haben sie|hättet ihr|hätten sie|gibt es|gibts|gibt's|noch was|noch etwas|habts|hat das hotel|hast du|hat ihr hotel|hat euer hotel|ist noch|ist da|sind noch|wäre noch|was für|hättest du|bietet ihr|bieten sie|gäbe es|isch no|wäre|kriegen wir|bekommen wir|bekomme ich|kann ich ein|können wir ein|hat das haus|verfügt|noch eins|gibts noch|ob ihr|ob sie",
    ),
    (
        Cue::Free,
        "frei|verfügbar|verfügbarkeit|verfügbarkeiten|noch was frei|freie zimmer|freies zimmer|noch frei|ausgebucht|platz|zimmer frei|was frei|etwas frei|frei ist|öppis frei|noch platz|plätze frei|freie|freies|verfügbare|belegt|noch was|noch etwas|noch ein zimmer|noch zimmer|was für 2|vakanz|verfügbares|ein plätzchen|ein zimmerchen",
    ),
    (
        Cue::Price,
        "preis|preise|kosten|kostet|was kostet|was kosten|wie viel|wieviel|wie teuer|zimmerpreis|pro nacht|angebot|was würde|was macht|tarif|tarife|rate|preislich|kostenpunkt|wie viel kostet|was zahlt|preisen|teuer|günstig|günstigstes|günstigste|billig|was verlangt|zu welchem preis",
    ),
    (
        Cue::Reservation,
        "buchung|reservierung|buchungen|reservation|buchungsnummer|bestätigung|mein aufenthalt|unser aufenthalt|buchungsbestätigung|reservierungen|reservierungsnummer|unseren aufenthalt|meinen aufenthalt|bestätigungsmail|meines aufenthalts|unseres aufenthalts|gebuchtes|gebuchte",
    ),
    (
        Cue::Mine,
        "meine|meiner|mein|unsere|unserer|unser|meinen|unseren|meines|meinem",
    ),
    (
        Cue::Show,
        "sehen|anzeigen|ansehen|geklappt|angekommen|bestätigt|erhalten|finden|status|wann war|wann ist|welche daten|mail bekommen|keine mail|nachschauen|einsehen|prüfen|zeigen|eingegangen|durchgegangen|überprüfen|bekommen|anschauen|nachsehen|details|schauen|wann habe ich|für wann|check|funktioniert|welchem datum|vorliegt|vorhanden|abrufen|zeig|zeigt|eingetragen|gespeichert|noch aktuell|wiederfinden",
    ),
    (
        Cue::Booked,
        "habe ich gebucht|hab ich gebucht|ich habe gebucht|ich hab gebucht|wir haben gebucht|haben wir gebucht|hab schon gebucht|schon gebucht|bereits gebucht|gebucht habe|gebucht haben|habe reserviert|haben reserviert|hab reserviert|schon reserviert|bereits reserviert|ich habe eine buchung|ich habe eine reservierung|wir haben eine buchung|wir haben eine reservierung|gebucht hab|hatte gebucht|hatten gebucht|habe eine reservierung|haben eine buchung|gebucht hatte|reserviert habe|reserviert haben",
    ),
    (
        Cue::Nothing,
        "nicht stornieren|nicht absagen|will nicht stornieren|noch nicht gebucht|flug wurde storniert|wurde storniert|danke im voraus|vielen dank im voraus|bis wann|habe nicht gebucht|vielen dank vorab|danke vorab|darf mein|darf meine|kommt nicht in frage",
    ),
    (
        Cue::Not,
        "kein|keine|keinen|ohne|nicht|brauchen keinen|brauche keinen|weder",
    ),
    (
        Cue::Cancel,
        "stornieren|storniere|stornier|absagen|canceln|storno|löschen|storniert bitte|stornieren sie|abbestellen|stornierung meiner|stornierung der|stornierung unserer|annullieren|rückgängig machen|sage ab|absage|stornieret|buchung auflösen|zurücktreten|stornierung für|cancel|cancelt",
    ),
    (
        Cue::Cancellation,
        "stornierung|stornierungen|stornobedingungen|storno|stornofrist|stornokosten|stornogebühren|stornierungsbedingungen|absage",
    ),
    (
        Cue::Unable,
        "nicht kommen|können doch nicht|kann doch nicht|können nicht kommen|kann nicht kommen|kommen doch nicht|komme doch nicht|nicht mehr kommen|nicht anreisen|schaffen es nicht|schaffe es nicht|doch nicht anreisen|müssen leider absagen|muss leider absagen|verhindert|kommen nicht mehr|klappt doch nicht|wird nichts",
    ),
    (
        Cue::Terms,
        "kostenlos|kostenfrei|gratis|bis wann|wenn|falls|erstattet|rückerstattung|geld zurück|gebühr|gebühren|frist|bedingungen|erstattung|kostenlose|umsonst|sollten wir|was passiert|zurückerstattet|ohne gebühren|ohne kosten|wie lange vorher|bis zu welchem|kostenfreie|zurückbekommen|geld",
    ),
    (
        Cue::Change,
        "ändern|umbuchen|verschieben|verlängern|verkürzen|umbuchung|änderung|verlegen|tauschen|abändern|anpassen|verschoben|eine nacht länger|wechseln|vorverlegen|eine nacht mehr|ändert|noch eine nacht|zusätzliche nacht|umändern|verlängerung|umzubuchen|dranhängen|ändere|modifizieren|eine nacht dranhängen|korrigieren|upgraden|upgrade",
    ),
    (
        Cue::Dates,
        "daten|datum|termin|termine|aufenthalt|meinen aufenthalt|unseren aufenthalt|die daten|gäste|reisedaten|zimmertyp|personenzahl|zeitraum|anreisedatum|personenanzahl|zimmerkategorie",
    ),
    (
        Cue::AskTime,
        "wann|ab wann|um wie viel uhr|wie spät|ab wie viel uhr|bis wie viel uhr|welche uhrzeit|uhrzeit|bis wann|wie früh|früher|später|nachts|mitternacht|uhrzeiten|wie lang|wie lange|um wieviel uhr|ab welcher uhrzeit|bis wieviel uhr|zeiten|bis zu welcher|um welche|spätestens|spät",
    ),
    (
        Cue::Enter,
        "einchecken|check in|checkin|ankommen|anreise|anreisen|ins zimmer|zimmer beziehen|schlüssel|ankunft|früher einchecken|eincheck|check in zeit|eincheckzeit|späte anreise|spätanreise|aufs zimmer|check-in|zimmer fertig|zimmer bezugsfertig|beziehen|ankomme|late check in|early check in",
    ),
    (
        Cue::Exit,
        "auschecken|check out|checkout|abreise|abreisen|zimmer verlassen|aus dem zimmer|raus sein|räumen|late check out|spät auschecken|später auschecken|late checkout|check out zeit|zimmer räumen|zimmer behalten|auscheck|abreisetag|verlassen|zimmer abgeben|im zimmer bleiben|zimmer freigeben|raus",
    ),
    (
        Cue::Ask,
        "kann man|kann ich|können wir|könnt ihr|können sie|könnten sie|könntet ihr|ist es möglich|möglich|geht das|geht auch|geht|darf|darf man|dürfen|wie|was|welche|wo|ist|sind|muss ich|muss man|müssen wir|hat|holt ihr|fährt|wäre es möglich|nehmt ihr|nehmen sie|akzeptiert|bietet|kann|könnten wir|wüsste gern|wissen ob|erlaubt|könnte ich|haben|können|braucht man|werden|kommt man|dürfte|gilt",
    ),
    (
        Cue::Topic(Topic::CheckIn),
        "früher einchecken|check in zeiten|check in zeit|früh einchecken|early check in|eincheckzeit|frühe anreise|spät anreisen|später anreisen|früher anreisen|späte anreise|ab wann einchecken|late check in|spätanreise|spät ankommen|spät einchecken|eincheckzeiten|frühanreise|early checkin|self check in|schlüsselbox|schlüsselkasten|früher ins zimmer|ab wann ins zimmer|später einchecken",
    ),
    (
        Cue::Topic(Topic::CheckOut),
        "late check out|late checkout|später auschecken|spät auschecken|check out zeiten|check out zeit|zimmer verlassen|aus dem zimmer|zimmer räumen|auscheckzeit|später abreisen|spätere abreise|bis wann auschecken|länger im zimmer|zimmer länger|spätabreise|zimmer abgeben",
    ),
    (
        Cue::Maybe(Topic::CheckIn),
        "einchecken|check in|checkin|eingecheckt",
    ),
    (Cue::Maybe(Topic::CheckOut), "auschecken|check out|checkout"),
    (
        Cue::Topic(Topic::Parking),
        "parkplatz|parkplätze|parken|tiefgarage|garage|parkhaus|stellplatz|parkmöglichkeit|parkmöglichkeiten|parkgebühren|parkieren|abstellen|ladesäule|ladestation|auto abstellen|mein auto|unser auto|das auto|e auto|elektroauto|wallbox|parkplatzgebühr|parkkosten|parkgebühr|parkplätzen|hotelparkplatz|motorrad|auto|wohnmobil",
    ),
    (
        Cue::Topic(Topic::Breakfast),
        "frühstück|frühstücken|frühstücks|frühstückszeiten|halbpension|frühstücksbuffet|morgenessen|zmorge|frühstückszeit|vollpension|frühstücksbüffet|mit frühstück|brunch",
    ),
    (
        Cue::Topic(Topic::Pets),
        "hund|hunde|hunden|haustier|haustiere|katze|katzen|tiere|hündchen|hundi|vierbeiner|welpe|hundes|hundefreundlich|hündin|kater|tier|dackel|haustieren|hunderl|wauwau",
    ),
    (
        Cue::Topic(Topic::Wifi),
        "wlan|w lan|wifi|internet|wlan passwort|passwort|netz|wi fi|internetzugang|wlan code",
    ),
    (
        Cue::Topic(Topic::Pool),
        "pool|schwimmbad|sauna|spa|wellness|whirlpool|hallenbad|schwimmen|wellnessbereich|becken|schwimmbecken|dampfbad|außenpool|innenpool|saunabereich",
    ),
    (
        Cue::Topic(Topic::Payment),
        "zahlen|bezahlen|karte|kreditkarte|bar|ec karte|anzahlung|rechnung|kaution|überweisung|paypal|barzahlung|zahlung|bezahlung|girokarte|kartenzahlung|visa|vorkasse|überweisen|quittung|kurtaxe|bargeld|amex|bezahlt|vorauszahlung|ec|zahlungsarten|mastercard|american express|kreditkarten|gezahlt|zahlungsmittel|twint|raten|apple pay|ortstaxe|zahlungsmöglichkeiten|zahlt man",
    ),
    (
        Cue::Topic(Topic::Location),
        "adresse|wo liegt|wo ist das hotel|wo genau|wie weit|anfahrt|lage|entfernung|wo seid ihr|wo sind sie|entfernt|weit|wie komme ich|wie kommen wir|wie kommt man|google maps|in der nähe|strand|standort|wegbeschreibung|zu fuß|navi|wo befindet|nähe|zentrum|innenstadt|altstadt|wo finde ich|wo find ich|wo finden wir|zentral|stadtteil|straße|weit weg|minuten zum",
    ),
    (
        Cue::Topic(Topic::Transfer),
        "flughafentransfer|transfer|shuttle|abholen|holt ihr|abholung|flughafen|abgeholt|shuttlebus|taxi|abholservice|vom bahnhof|hotelbus|zum flughafen|shuttleservice|fahrdienst|holt|transferservice|zubringer|chauffeur",
    ),
    (
        Cue::Topic(Topic::Luggage),
        "gepäck|koffer|taschen|gepäckaufbewahrung|koffern|gepäckraum|rucksäcke|unterstellen|gepäckstücke|reisetaschen|gepäckaufbewahren|rucksack|tasche|zwischenlagern|sachen abstellen|sachen lassen",
    ),
    (
        Cue::Topic(Topic::CancellationPolicy),
        "stornobedingungen|stornierungsbedingungen|stornofrist|stornokosten|stornogebühren|kostenlos stornieren|kostenlos stornierbar|stornierbar|kostenfrei stornieren|stornierungskosten|stornierungsfrist|stornoregeln|kostenlose stornierung|rücktritt|gratis stornieren|stornierung kostenlos|stornogebühr|umsonst stornieren|stornoregelung|kann man stornieren|stornierungsrichtlinien|stornierungsgebühren|kostenfrei absagen|kostenlos absagen|reiserücktritt|stornierung möglich",
    ),
    (
        Cue::Topic(Topic::Children),
        "babybett|babybetten|kinderbett|kinderbetten|zustellbett|hochstuhl|kinder unter|kinderermäßigung|zahlen kinder|kinderpreise|aufbettung|gitterbett|beistellbett|kinderrabatt|kosten kinder|kinder kostenlos|für kinder|extrabett|kinderhochstuhl|kinder frei|kinder umsonst|kinderstuhl|kind kostenlos|kind umsonst|spielplatz|babysitter|babyphone|kinderbetreuung|kindermenü|kinderspielplatz|kinderfreundlich|kinder zahlen|kinder willkommen|kinderpreis|ab welchem alter|reisebett|kinderclub|kostet ein kind|kostet das kind|zahlt ein kind|zahlt das kind|wickeltisch|wickelkommode|kinder erlaubt|spielzimmer|zustellbetten|gitterbettchen|bis zu welchem alter",
    ),
    (
        Cue::Topic(Topic::Accessibility),
        "aufzug|lift|fahrstuhl|rollstuhl|barrierefrei|rollstuhlgerecht|rampe|treppen|stufen|gehbehindert|behindertengerecht|barrierefreies|barrierefreie|treppe|rollator|ebenerdig|behinderung|barrierefreiheit|behinderte|ebenerdige dusche|schwerbehindert|stufenlos|gehbehinderte|treppensteigen|krücken|stufenfrei",
    ),
];
