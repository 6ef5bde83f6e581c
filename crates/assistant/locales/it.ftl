# What the booking assistant says, in Italian.

welcome = Le diamo il benvenuto da { $house }! Grazie per il Suo messaggio.
assistant = Sono l’assistente automatico dell’hotel: posso prenotare il Suo soggiorno, verificare la disponibilità e trovare le Sue prenotazioni. Tocchi un pulsante o mi scriva. Se preferisce parlare con una persona, scriva “ricevimento”.
menu = Che cosa posso fare per Lei?
anything-else = Posso fare altro per Lei?

button-book = Prenota soggiorno
button-check = Vedi disponibilità
button-mine = Le mie prenotazioni
button-team = Parla con il team
button-continue = Continua con l’assistente
button-continue-short = Continua qui
button-other-dates = Altre date
button-this = Prenota questa
button-other-rooms = Altre camere
button-confirm = Conferma
button-change = Modifica
button-cancel = Annulla
button-dates = Date
button-guests = Ospiti
button-room = Camera
button-more = Più camere
opener-rooms = Vedi le camere
numbered = Risponda con il numero della Sua scelta, per favore.

ask-dates = In quali date desidera soggiornare da noi? Per esempio: dal { $from } al { $to }.
ask-check-out = Arrivo: { $date }. Quante notti desidera restare?
ask-check-in = In che giorno desidera arrivare?
ask-guests = In quante persone sarete?
wait = Un momento, per favore, sto controllando.
wait-booking = Un momento, per favore, sto prenotando la Sua camera.

rooms-free = Queste camere sono libere per Lei: { $stay } ({ $nights }, { $guests }). Quale preferisce?
usual-party = I prezzi sono per { $guests }. Mi dica se sarete di più o di meno.
room-not-free = Mi dispiace, { $room } non è libera in questo caso.
room-gone = Mi dispiace, { $room } è appena stata occupata. Vedo che cos’altro c’è.
no-room-full = Mi dispiace, siamo al completo: { $stay }.
no-room-no-price = Mi dispiace, non ho ancora un prezzo per queste date: { $stay }.
no-room-closed = Mi dispiace, l’hotel è chiuso in queste date: { $stay }.
no-room-minimum-stay = Mi dispiace, per queste date ({ $stay }) accettiamo solo soggiorni di almeno { $nights ->
    [one] { $nights } notte.
   *[other] { $nights } notti.
}
no-room-next = Andrebbero bene altre date o preferisce parlare con il nostro team?
stay-line = { $stay } ({ $nights }, { $guests })

nightly-range = { $from } – { $to }
price-nightly = A notte: { $rate }
price-nights = Tutte le notti: { $amount }
price-tax = { $name }: { $amount }
price-total = Totale: { $amount }
row-price = { $rate } a notte, totale { $total }
row-price-taxes = { $rate } a notte, totale { $total }, di cui tasse { $taxes }
row-price-short = da { $rate } a notte, totale { $total }

ask-first-name = Con piacere. Qual è il Suo nome?
ask-last-name = Grazie, { $first }. E il Suo cognome?
ask-email = A quale indirizzo e-mail possiamo inviare la conferma?
wrong-name = Non sono sicuro di aver capito bene il Suo nome. Scriva solo il nome, per favore.
wrong-email = Non sembra un indirizzo e-mail. Può scriverlo ancora una volta, per favore?

summary = Controlli la Sua prenotazione, per favore:
summary-room = Camera: { $value }
summary-arrival = Arrivo: { $value }
summary-departure = Partenza: { $value }
summary-nights = Soggiorno: { $value }
summary-guests = Ospiti: { $value }
summary-name = Nome: { $value }
summary-email = E-mail: { $value }
summary-confirm = È tutto giusto? La Sua camera è prenotata non appena conferma.
price-changed = Nel frattempo il prezzo è cambiato. Lo guardi ancora una volta, per favore.
ask-change = Che cosa desidera cambiare?
nothing-booked = Va bene, non è stato prenotato nulla.
confirmed = La Sua camera è prenotata. Il Suo numero di prenotazione è { $reference }.
confirmed-closing = Saremo lieti di accoglierLa!
already-booked = La Sua camera è già prenotata, non serve altro. Il Suo numero di prenotazione è { $reference }.

no-reservations = Non trovo nessuna Sua prenotazione in arrivo.
reservations = { $count ->
    [one] Questa è la Sua prenotazione:
   *[other] Queste sono le Sue { $count } prenotazioni:
}
reservation = { $reference }: { $room }, { $stay }, { $total }

offer-asked = Chiamo volentieri il nostro team.
offer-unsure = Non sono sicuro di aver capito.
offer-cannot-read = Grazie! Sono l’assistente automatico e posso leggere solo testo, non messaggi vocali o file.
offer-no-answer = Non ho questa risposta a portata di mano.
offer-no-room = Non sono riuscito a trovare una camera per Lei.
offer-booked-stay = Le modifiche a un soggiorno prenotato le fa il nostro team.
offer-book-trouble = Mi dispiace, al momento non riesco a raggiungere il nostro sistema di prenotazione.
offer-question = Desidera parlare con il nostro team o continuare con me?
go-on = Volentieri, continuiamo.
not-understood = Mi dispiace, non ho capito bene.
reach-person = Se preferisce parlare con una persona, scriva “ricevimento”.
old-button = Quel pulsante è di un messaggio precedente, perciò non ho cambiato nulla.
past = Queste date sono già passate.
too-long = Posso prenotare soggiorni fino a { $nights ->
    [one] { $nights } notte.
   *[other] { $nights } notti.
}
too-far = Per ora posso prenotare soggiorni fino a { $date }.
too-many = La nostra camera più grande è per { $guests ->
    [one] { $guests } persona.
   *[other] { $guests } persone.
} Per i gruppi il nostro team aiuta volentieri.
welcomed = È stato un piacere!
goodbye = Grazie per il Suo messaggio. Speriamo di vederLa presto!

nights = { $nights ->
    [one] { $nights } notte
   *[other] { $nights } notti
}
party = { $guests ->
    [one] { $guests } persona
   *[other] { $guests } persone
}
adults = { $adults ->
    [one] { $adults } adulto
   *[other] { $adults } adulti
}
children = { $children ->
    [one] { $children } bambino
   *[other] { $children } bambini
}
guests = { $adults } e { $children }
stay = { $from } – { $to }
date = { $weekday } { $day } { $month } { $year }
date-short = { $day } { $month }

weekday-1 = lunedì
weekday-2 = martedì
weekday-3 = mercoledì
weekday-4 = giovedì
weekday-5 = venerdì
weekday-6 = sabato
weekday-7 = domenica
month-1 = gennaio
month-2 = febbraio
month-3 = marzo
month-4 = aprile
month-5 = maggio
month-6 = giugno
month-7 = luglio
month-8 = agosto
month-9 = settembre
month-10 = ottobre
month-11 = novembre
month-12 = dicembre
