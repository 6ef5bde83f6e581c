# What the booking assistant says, in German.

welcome = Willkommen bei { $house }! Vielen Dank für Ihre Nachricht.
assistant = Ich bin der automatische Assistent des Hotels: Ich buche Ihren Aufenthalt, prüfe freie Zimmer und finde Ihre Reservierungen. Tippen Sie einfach auf eine Taste oder schreiben Sie mir. Wenn Sie lieber mit einem Menschen sprechen, schreiben Sie „Rezeption“.
menu = Was darf ich für Sie tun?
anything-else = Darf ich sonst noch etwas für Sie tun?

button-book = Aufenthalt buchen
button-check = Verfügbarkeit prüfen
button-mine = Meine Reservierungen
button-team = Mit Team sprechen
button-continue = Weiter mit dem Assistenten
button-continue-short = Weiter mit Assistent
button-other-dates = Andere Daten
button-this = Dieses buchen
button-other-rooms = Andere Zimmer
button-confirm = Bestätigen
button-change = Ändern
button-cancel = Abbrechen
button-dates = Daten
button-guests = Gäste
button-room = Zimmer
button-more = Weitere Zimmer
opener-rooms = Zimmer ansehen
numbered = Bitte antworten Sie mit der Nummer Ihrer Wahl.

ask-dates = Wann möchten Sie zu uns kommen? Zum Beispiel: { $from } bis { $to }.
ask-check-out = Anreise am { $date }, notiert. Wie viele Nächte möchten Sie bleiben?
ask-check-in = An welchem Tag möchten Sie anreisen?
ask-guests = Mit wie vielen Personen kommen Sie?
wait = Einen Moment bitte, ich sehe nach.
wait-booking = Einen Moment bitte, ich buche Ihr Zimmer.

rooms-free = Diese Zimmer sind für Sie frei: { $stay } ({ $nights }, { $guests }). Welches darf es sein?
usual-party = Die Preise gelten für { $guests }. Sagen Sie mir einfach, wenn Sie mehr oder weniger sind.
room-not-free = { $room } ist dafür leider nicht frei.
room-gone = { $room } wurde leider gerade vergeben. Ich sehe nach, was sonst noch frei ist.
no-room-full = Leider sind wir ausgebucht: { $stay }.
no-room-no-price = Leider habe ich für diese Daten noch keinen Preis: { $stay }.
no-room-closed = Leider ist das Haus an diesen Tagen geschlossen: { $stay }.
no-room-minimum-stay = Leider nehmen wir für diese Daten ({ $stay }) nur Aufenthalte ab { $nights ->
    [one] { $nights } Nacht an.
   *[other] { $nights } Nächten an.
}
no-room-next = Passen Ihnen andere Daten, oder möchten Sie mit unserem Team sprechen?
stay-line = { $stay } ({ $nights }, { $guests })

nightly-range = { $from } bis { $to }
price-nightly = Pro Nacht: { $rate }
price-nights = Alle Nächte: { $amount }
price-tax = { $name }: { $amount }
price-total = Gesamtpreis: { $amount }
row-price = { $rate } pro Nacht, gesamt { $total }
row-price-taxes = { $rate } pro Nacht, gesamt { $total }, davon Steuern { $taxes }
row-price-short = ab { $rate } pro Nacht, gesamt { $total }

ask-first-name = Sehr gern. Wie ist Ihr Vorname?
ask-last-name = Vielen Dank, { $first }. Und Ihr Nachname?
ask-email = An welche E-Mail-Adresse dürfen wir die Bestätigung senden?
wrong-name = Ich bin nicht sicher, ob ich Ihren Namen richtig habe. Bitte schreiben Sie nur den Namen.
wrong-email = Das sieht nicht nach einer E-Mail-Adresse aus. Schreiben Sie sie bitte noch einmal?

summary = Bitte prüfen Sie Ihre Buchung:
summary-room = Zimmer: { $value }
summary-arrival = Anreise: { $value }
summary-departure = Abreise: { $value }
summary-nights = Aufenthalt: { $value }
summary-guests = Gäste: { $value }
summary-name = Name: { $value }
summary-email = E-Mail: { $value }
summary-confirm = Ist alles richtig? Gebucht ist Ihr Zimmer, sobald Sie bestätigen.
price-changed = Der Preis hat sich inzwischen geändert. Bitte sehen Sie ihn sich noch einmal an.
ask-change = Was möchten Sie ändern?
nothing-booked = In Ordnung, es wurde nichts gebucht.
confirmed = Ihr Zimmer ist gebucht. Ihre Buchungsnummer ist { $reference }.
confirmed-closing = Wir freuen uns auf Sie!
already-booked = Ihr Zimmer ist bereits gebucht, es ist nichts mehr zu tun. Ihre Buchungsnummer ist { $reference }.

no-reservations = Ich finde keine bevorstehende Reservierung von Ihnen.
reservations = { $count ->
    [one] Das ist Ihre Reservierung:
   *[other] Das sind Ihre { $count } Reservierungen:
}
reservation = { $reference }: { $room }, { $stay }, { $total }

offer-asked = Gern hole ich unser Team dazu.
offer-unsure = Ich bin nicht sicher, ob ich Sie verstanden habe.
offer-cannot-read = Vielen Dank! Ich bin der automatische Assistent und kann nur Text lesen, keine Sprachnachrichten oder Dateien.
offer-no-answer = Darauf habe ich leider keine Antwort zur Hand.
offer-no-room = Ich konnte leider kein Zimmer für Sie finden.
offer-booked-stay = Änderungen an einem gebuchten Aufenthalt macht unser Team.
offer-book-trouble = Ich erreiche unser Buchungssystem gerade leider nicht.
offer-question = Möchten Sie mit unserem Team sprechen oder mit mir weitermachen?
go-on = Gern, machen wir weiter.
not-understood = Das habe ich leider nicht ganz verstanden.
reach-person = Wenn Sie lieber mit einem Menschen sprechen, schreiben Sie „Rezeption“.
old-button = Diese Taste gehört zu einer früheren Nachricht, deshalb habe ich nichts geändert.
past = Diese Daten liegen in der Vergangenheit.
too-long = Ich kann Aufenthalte bis zu { $nights ->
    [one] { $nights } Nacht buchen.
   *[other] { $nights } Nächten buchen.
}
too-far = Ich kann zurzeit Aufenthalte bis { $date } buchen.
too-many = Unser größtes Zimmer ist für { $guests ->
    [one] { $guests } Person.
   *[other] { $guests } Personen.
} Bei Gruppen hilft Ihnen unser Team gern.
welcomed = Sehr gern geschehen!
goodbye = Vielen Dank für Ihre Nachricht. Wir hoffen, Sie bald bei uns zu sehen!

nights = { $nights ->
    [one] { $nights } Nacht
   *[other] { $nights } Nächte
}
party = { $guests ->
    [one] { $guests } Person
   *[other] { $guests } Personen
}
adults = { $adults ->
    [one] { $adults } Erwachsener
   *[other] { $adults } Erwachsene
}
children = { $children ->
    [one] { $children } Kind
   *[other] { $children } Kinder
}
guests = { $adults } und { $children }
stay = { $from } bis { $to }
date = { $weekday }, { $day }. { $month } { $year }
date-short = { $day }. { $month }

weekday-1 = Montag
weekday-2 = Dienstag
weekday-3 = Mittwoch
weekday-4 = Donnerstag
weekday-5 = Freitag
weekday-6 = Samstag
weekday-7 = Sonntag
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
