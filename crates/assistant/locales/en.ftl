# What the booking assistant says. The same keys and variables in every language (a test compares).

welcome = Welcome to { $house }! Thank you for your message.
assistant = I am the hotel’s automated assistant: I can book your stay, check availability and find your reservations. Just tap a button or write to me. If you would rather speak to a person, write “reception”.
menu = What can I do for you?
anything-else = Is there anything else I can do for you?

button-book = Book a Stay
button-check = Check Availability
button-mine = My Reservations
button-team = Talk to our team
button-continue = Continue with assistant
button-continue-short = Stay with assistant
button-other-dates = Other dates
button-this = Book this
button-other-rooms = Other rooms
button-confirm = Confirm
button-change = Change
button-cancel = Cancel
button-dates = Dates
button-guests = Guests
button-room = Room
button-more = More rooms
opener-rooms = See rooms
numbered = Please reply with the number of your choice.

ask-dates = When would you like to stay with us? For example: { $from } to { $to }.
ask-check-out = You arrive on { $date }, noted. How many nights would you like to stay?
ask-check-in = On which day would you like to arrive?
ask-guests = How many of you will be staying?
wait = One moment please, I am looking that up.
wait-booking = One moment please, I am booking your room.

rooms-free = These rooms are free for you: { $stay } ({ $nights }, { $guests }). Which one would you like?
usual-party = The prices are for { $guests }. Just tell me if you are more or fewer.
room-not-free = { $room } is not free for this, I am sorry.
room-gone = { $room } has just been taken, I am sorry. Let me see what else there is.
no-room-full = I am sorry, we are fully booked: { $stay }.
no-room-no-price = I am sorry, I have no price yet for these dates: { $stay }.
no-room-closed = I am sorry, the house is closed for these dates: { $stay }.
no-room-minimum-stay = I am sorry, for these dates ({ $stay }) we only take stays of { $nights ->
    [one] { $nights } night or more.
   *[other] { $nights } nights or more.
}
no-room-next = Would other dates suit you, or would you like to talk to our team?
stay-line = { $stay } ({ $nights }, { $guests })

nightly-range = { $from } to { $to }
price-nightly = Per night: { $rate }
price-nights = All nights: { $amount }
price-tax = { $name }: { $amount }
price-total = Total: { $amount }
row-price = { $rate } a night, total { $total }
row-price-taxes = { $rate } a night, total { $total } incl. { $taxes } taxes
row-price-short = from { $rate } a night, total { $total }

ask-first-name = With pleasure. What is your first name?
ask-last-name = Thank you, { $first }. And your last name?
ask-email = To which e-mail address may we send your confirmation?
wrong-name = I am not sure I have your name right. Please write just the name.
wrong-email = That does not look like an e-mail address. Could you write it once more, please?

summary = Please check your booking:
summary-room = Room: { $value }
summary-arrival = Arrival: { $value }
summary-departure = Departure: { $value }
summary-nights = Stay: { $value }
summary-guests = Guests: { $value }
summary-name = Name: { $value }
summary-email = E-mail: { $value }
summary-confirm = Is everything right? Your room is booked once you confirm.
price-changed = The price has changed in the meantime. Please look at it once more.
ask-change = What would you like to be different?
nothing-booked = All right, nothing has been booked.
confirmed = Your room is booked. Your reference is { $reference }.
confirmed-closing = We look forward to welcoming you!
already-booked = Your room is booked already, there is nothing left to do. Your reference is { $reference }.

no-reservations = I find no upcoming reservation of yours.
reservations = { $count ->
    [one] This is your reservation:
   *[other] These are your { $count } reservations:
}
reservation = { $reference }: { $room }, { $stay }, { $total }

offer-asked = I will gladly bring in our team.
offer-unsure = I am not sure I understood you.
offer-cannot-read = Thank you! I am the automated assistant and can only read text, no voice messages or files.
offer-no-answer = I do not have the answer to that at hand.
offer-no-room = I could not find a room for you.
offer-booked-stay = Changes to a booked stay are made by our team.
offer-book-trouble = I cannot reach our booking system right now, I am sorry.
offer-question = Would you like to talk to our team or continue with me?
go-on = Gladly, let us continue.
not-understood = I am sorry, I did not quite understand that.
reach-person = If you would rather speak to a person, write “reception”.
old-button = That button belongs to an earlier message, so I have not changed anything.
past = These dates lie in the past.
too-long = I can book stays of up to { $nights ->
    [one] { $nights } night.
   *[other] { $nights } nights.
}
too-far = I can book stays until { $date } so far.
too-many = Our largest room takes { $guests ->
    [one] { $guests } guest.
   *[other] { $guests } guests.
} For groups our team is glad to help.
welcomed = You are very welcome!
goodbye = Thank you for your message. We hope to see you soon!

nights = { $nights ->
    [one] { $nights } night
   *[other] { $nights } nights
}
party = { $guests ->
    [one] { $guests } guest
   *[other] { $guests } guests
}
adults = { $adults ->
    [one] { $adults } adult
   *[other] { $adults } adults
}
children = { $children ->
    [one] { $children } child
   *[other] { $children } children
}
guests = { $adults } and { $children }
stay = { $from } to { $to }
date = { $weekday }, { $day } { $month } { $year }
date-short = { $day } { $month }

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
