# What the booking assistant says, in French.

welcome = Bienvenue chez { $house } ! Merci pour votre message.
assistant = Je suis l’assistant automatique de l’hôtel : je peux réserver votre séjour, vérifier les disponibilités et retrouver vos réservations. Touchez un bouton ou écrivez-moi. Si vous préférez parler à une personne, écrivez « réception ».
menu = Que puis-je faire pour vous ?
anything-else = Puis-je faire autre chose pour vous ?

button-book = Réserver un séjour
button-check = Voir disponibilités
button-mine = Mes réservations
button-team = Parler à l’équipe
button-continue = Continuer avec l’assistant
button-continue-short = Continuer ici
button-other-dates = Autres dates
button-this = Réserver celle-ci
button-other-rooms = Autres chambres
button-confirm = Confirmer
button-change = Modifier
button-cancel = Annuler
button-dates = Dates
button-guests = Voyageurs
button-room = Chambre
button-more = Plus de chambres
opener-rooms = Voir les chambres
numbered = Répondez avec le numéro de votre choix, s’il vous plaît.

ask-dates = À quelles dates souhaitez-vous séjourner chez nous ? Par exemple : du { $from } au { $to }.
ask-check-out = Arrivée le { $date }, c’est noté. Combien de nuits souhaitez-vous rester ?
ask-check-in = Quel jour souhaitez-vous arriver ?
ask-guests = Combien de personnes serez-vous ?
wait = Un instant, s’il vous plaît, je regarde.
wait-booking = Un instant, s’il vous plaît, je réserve votre chambre.

rooms-free = Ces chambres sont libres pour vous : { $stay } ({ $nights }, { $guests }). Laquelle souhaitez-vous ?
usual-party = Les prix sont pour { $guests }. Dites-moi si vous serez plus ou moins nombreux.
room-not-free = Désolé, { $room } n’est pas libre dans ce cas.
room-gone = Désolé, { $room } vient d’être prise. Je regarde ce qu’il y a d’autre.
no-room-full = Désolé, nous sommes complets : { $stay }.
no-room-no-price = Désolé, je n’ai pas encore de prix pour ces dates : { $stay }.
no-room-closed = Désolé, l’hôtel est fermé à ces dates : { $stay }.
no-room-minimum-stay = Désolé, à ces dates ({ $stay }) nous n’acceptons que les séjours d’au moins { $nights ->
    [one] { $nights } nuit.
   *[other] { $nights } nuits.
}
no-room-next = D’autres dates vous conviendraient-elles, ou préférez-vous parler à notre équipe ?
stay-line = { $stay } ({ $nights }, { $guests })

nightly-range = { $from } à { $to }
price-nightly = Par nuit : { $rate }
price-nights = Toutes les nuits : { $amount }
price-tax = { $name } : { $amount }
price-total = Total : { $amount }
row-price = { $rate } par nuit, total { $total }
row-price-taxes = { $rate } par nuit, total { $total }, dont taxes { $taxes }
row-price-short = dès { $rate } par nuit, total { $total }

ask-first-name = Avec plaisir. Quel est votre prénom ?
ask-last-name = Merci, { $first }. Et votre nom de famille ?
ask-email = À quelle adresse e-mail pouvons-nous envoyer la confirmation ?
wrong-name = Je ne suis pas sûr d’avoir bien compris votre nom. Écrivez seulement le nom, s’il vous plaît.
wrong-email = Cela ne ressemble pas à une adresse e-mail. Pouvez-vous l’écrire encore une fois, s’il vous plaît ?

summary = Vérifiez votre réservation, s’il vous plaît :
summary-room = Chambre : { $value }
summary-arrival = Arrivée : { $value }
summary-departure = Départ : { $value }
summary-nights = Séjour : { $value }
summary-guests = Voyageurs : { $value }
summary-name = Nom : { $value }
summary-email = E-mail : { $value }
summary-confirm = Est-ce que tout est juste ? Votre chambre est réservée dès que vous confirmez.
price-changed = Le prix a changé entre-temps. Regardez-le encore une fois, s’il vous plaît.
ask-change = Que souhaitez-vous modifier ?
nothing-booked = Très bien, rien n’a été réservé.
confirmed = Votre chambre est réservée. Votre numéro de réservation est { $reference }.
confirmed-closing = Nous nous réjouissons de vous accueillir !
already-booked = Votre chambre est déjà réservée, il n’y a plus rien à faire. Votre numéro de réservation est { $reference }.

no-reservations = Je ne trouve aucune réservation à venir à votre nom.
reservations = { $count ->
    [one] Voici votre réservation :
   *[other] Voici vos { $count } réservations :
}
reservation = { $reference } : { $room }, { $stay }, { $total }

offer-asked = Je fais volontiers appel à notre équipe.
offer-unsure = Je ne suis pas sûr de vous avoir compris.
offer-cannot-read = Merci ! Je suis l’assistant automatique et je ne peux lire que du texte, pas de messages vocaux ni de fichiers.
offer-no-answer = Je n’ai pas cette réponse sous la main.
offer-no-room = Je n’ai pas pu trouver de chambre pour vous.
offer-booked-stay = Les modifications d’un séjour réservé sont faites par notre équipe.
offer-book-trouble = Désolé, je ne peux pas joindre notre système de réservation en ce moment.
offer-question = Souhaitez-vous parler à notre équipe ou continuer avec moi ?
go-on = Avec plaisir, continuons.
not-understood = Désolé, je n’ai pas bien compris.
reach-person = Si vous préférez parler à une personne, écrivez « réception ».
old-button = Ce bouton appartient à un message précédent, je n’ai donc rien changé.
past = Ces dates sont déjà passées.
too-long = Je peux réserver des séjours jusqu’à { $nights ->
    [one] { $nights } nuit.
   *[other] { $nights } nuits.
}
too-far = Je peux réserver pour l’instant jusqu’au { $date }.
too-many = Notre plus grande chambre accueille { $guests ->
    [one] { $guests } personne.
   *[other] { $guests } personnes.
} Pour les groupes, notre équipe vous aidera volontiers.
welcomed = Avec grand plaisir !
goodbye = Merci pour votre message. Au plaisir de vous accueillir bientôt !

nights = { $nights ->
    [one] { $nights } nuit
   *[other] { $nights } nuits
}
party = { $guests ->
    [one] { $guests } personne
   *[other] { $guests } personnes
}
adults = { $adults ->
    [one] { $adults } adulte
   *[other] { $adults } adultes
}
children = { $children ->
    [one] { $children } enfant
   *[other] { $children } enfants
}
guests = { $adults } et { $children }
stay = { $from } – { $to }
date = { $weekday } { $day } { $month } { $year }
date-short = { $day } { $month }

weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche
month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
