# What the booking assistant says, in Spanish.

welcome = ¡Le damos la bienvenida a { $house }! Gracias por su mensaje.
assistant = Soy el asistente automático del hotel: puedo reservar su estancia, consultar la disponibilidad y buscar sus reservas. Toque un botón o escríbame. Si prefiere hablar con una persona, escriba “recepción”.
menu = ¿En qué puedo ayudarle?
anything-else = ¿Puedo ayudarle en algo más?

button-book = Reservar estancia
button-check = Ver disponibilidad
button-mine = Mis reservas
button-team = Hablar con el equipo
button-continue = Seguir con el asistente
button-continue-short = Seguir aquí
button-other-dates = Otras fechas
button-this = Reservar esta
button-other-rooms = Otras habitaciones
button-confirm = Confirmar
button-change = Cambiar
button-cancel = Cancelar
button-dates = Fechas
button-guests = Huéspedes
button-room = Habitación
button-more = Más habitaciones
opener-rooms = Ver habitaciones
numbered = Responda con el número de su elección, por favor.

ask-dates = ¿En qué fechas desea alojarse con nosotros? Por ejemplo: del { $from } al { $to }.
ask-check-out = Llegada el { $date }, anotado. ¿Cuántas noches desea quedarse?
ask-check-in = ¿Qué día desea llegar?
ask-guests = ¿Cuántas personas se alojarán?
wait = Un momento, por favor, lo estoy consultando.
wait-booking = Un momento, por favor, estoy reservando su habitación.

rooms-free = Estas habitaciones están libres para usted: { $stay } ({ $nights }, { $guests }). ¿Cuál prefiere?
usual-party = Los precios son para { $guests }. Dígame si serán más o menos.
room-not-free = Lo siento, { $room } no está libre en ese caso.
room-gone = Lo siento, { $room } se acaba de ocupar. Veo qué más hay libre.
no-room-full = Lo siento, estamos completos: { $stay }.
no-room-no-price = Lo siento, todavía no tengo precio para estas fechas: { $stay }.
no-room-closed = Lo siento, el hotel está cerrado en estas fechas: { $stay }.
no-room-minimum-stay = Lo siento, para estas fechas ({ $stay }) solo aceptamos estancias de { $nights ->
    [one] { $nights } noche o más.
   *[other] { $nights } noches o más.
}
no-room-next = ¿Le convienen otras fechas o prefiere hablar con nuestro equipo?
stay-line = { $stay } ({ $nights }, { $guests })

nightly-range = { $from } a { $to }
price-nightly = Por noche: { $rate }
price-nights = Todas las noches: { $amount }
price-tax = { $name }: { $amount }
price-total = Total: { $amount }
row-price = { $rate } por noche, total { $total }
row-price-taxes = { $rate } por noche, total { $total } con impuestos de { $taxes }
row-price-short = desde { $rate } por noche, total { $total }

ask-first-name = Con mucho gusto. ¿Cuál es su nombre?
ask-last-name = Gracias, { $first }. ¿Y su apellido?
ask-email = ¿A qué correo electrónico podemos enviarle la confirmación?
wrong-name = No estoy seguro de haber entendido su nombre. Escriba solo el nombre, por favor.
wrong-email = Eso no parece una dirección de correo. ¿Puede escribirla otra vez, por favor?

summary = Revise su reserva, por favor:
summary-room = Habitación: { $value }
summary-arrival = Llegada: { $value }
summary-departure = Salida: { $value }
summary-nights = Estancia: { $value }
summary-guests = Huéspedes: { $value }
summary-name = Nombre: { $value }
summary-email = Correo: { $value }
summary-confirm = ¿Está todo bien? Su habitación queda reservada en cuanto confirme.
price-changed = El precio ha cambiado entretanto. Revíselo una vez más, por favor.
ask-change = ¿Qué desea cambiar?
nothing-booked = De acuerdo, no se ha reservado nada.
confirmed = Su habitación está reservada. Su número de reserva es { $reference }.
confirmed-closing = ¡Será un placer recibirle!
already-booked = Su habitación ya está reservada, no hace falta nada más. Su número de reserva es { $reference }.

no-reservations = No encuentro ninguna reserva próxima a su nombre.
reservations = { $count ->
    [one] Esta es su reserva:
   *[other] Estas son sus { $count } reservas:
}
reservation = { $reference }: { $room }, { $stay }, { $total }

offer-asked = Con gusto aviso a nuestro equipo.
offer-unsure = No estoy seguro de haberle entendido.
offer-cannot-read = ¡Gracias! Soy el asistente automático y solo puedo leer texto, no mensajes de voz ni archivos.
offer-no-answer = No tengo esa respuesta a mano.
offer-no-room = No he podido encontrar una habitación para usted.
offer-booked-stay = Los cambios en una reserva hecha los realiza nuestro equipo.
offer-book-trouble = Lo siento, ahora mismo no puedo acceder a nuestro sistema de reservas.
offer-question = ¿Desea hablar con nuestro equipo o seguir conmigo?
go-on = Con gusto, sigamos.
not-understood = Lo siento, no lo he entendido bien.
reach-person = Si prefiere hablar con una persona, escriba “recepción”.
old-button = Ese botón es de un mensaje anterior, así que no he cambiado nada.
past = Esas fechas ya han pasado.
too-long = Puedo reservar estancias de hasta { $nights ->
    [one] { $nights } noche.
   *[other] { $nights } noches.
}
too-far = Por ahora puedo reservar estancias hasta el { $date }.
too-many = Nuestra habitación más grande es para { $guests ->
    [one] { $guests } persona.
   *[other] { $guests } personas.
} Para grupos, nuestro equipo le ayudará con gusto.
welcomed = ¡Ha sido un placer!
goodbye = Gracias por su mensaje. ¡Esperamos verle pronto!

nights = { $nights ->
    [one] { $nights } noche
   *[other] { $nights } noches
}
party = { $guests ->
    [one] { $guests } persona
   *[other] { $guests } personas
}
adults = { $adults ->
    [one] { $adults } adulto
   *[other] { $adults } adultos
}
children = { $children ->
    [one] { $children } niño
   *[other] { $children } niños
}
guests = { $adults } y { $children }
stay = { $from } – { $to }
date = { $weekday }, { $day } de { $month } de { $year }
date-short = { $day } de { $month }

weekday-1 = lunes
weekday-2 = martes
weekday-3 = miércoles
weekday-4 = jueves
weekday-5 = viernes
weekday-6 = sábado
weekday-7 = domingo
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
