# What the booking assistant says, in Portuguese.

welcome = { $house } dá-lhe as boas-vindas! Obrigado pela sua mensagem.
assistant = Sou o assistente automático do hotel: posso reservar a sua estadia, ver a disponibilidade e encontrar as suas reservas. Toque num botão ou escreva-me. Se preferir falar com uma pessoa, escreva “receção”.
menu = Em que posso ajudar?
anything-else = Posso ajudar em mais alguma coisa?

button-book = Reservar estadia
button-check = Ver disponibilidade
button-mine = As minhas reservas
button-team = Falar com a equipa
button-continue = Continuar com o assistente
button-continue-short = Continuar aqui
button-other-dates = Outras datas
button-this = Reservar este
button-other-rooms = Outros quartos
button-confirm = Confirmar
button-change = Alterar
button-cancel = Cancelar
button-dates = Datas
button-guests = Hóspedes
button-room = Quarto
button-more = Mais quartos
opener-rooms = Ver quartos
numbered = Responda, por favor, com o número da sua escolha.

ask-dates = Em que datas gostaria de ficar connosco? Por exemplo: { $from } a { $to }.
ask-check-out = Chegada: { $date }. Quantas noites gostaria de ficar?
ask-check-in = Em que dia gostaria de chegar?
ask-guests = Quantas pessoas vão ficar?
wait = Um momento, por favor, estou a verificar.
wait-booking = Um momento, por favor, estou a reservar o seu quarto.

rooms-free = Estes quartos estão livres para si: { $stay } ({ $nights }, { $guests }). Qual prefere?
usual-party = Os preços são para { $guests }. Diga-me se forem mais ou menos.
room-not-free = Lamento, { $room } não está livre nesse caso.
room-gone = Lamento, { $room } acabou de ser ocupado. Vou ver o que mais há livre.
no-room-full = Lamento, estamos completos: { $stay }.
no-room-no-price = Lamento, ainda não tenho preço para estas datas: { $stay }.
no-room-closed = Lamento, o hotel está fechado nestas datas: { $stay }.
no-room-minimum-stay = Lamento, para estas datas ({ $stay }) só aceitamos estadias de { $nights ->
    [one] { $nights } noite ou mais.
   *[other] { $nights } noites ou mais.
}
no-room-next = Outras datas seriam possíveis, ou prefere falar com a nossa equipa?
stay-line = { $stay } ({ $nights }, { $guests })

nightly-range = { $from } a { $to }
price-nightly = Por noite: { $rate }
price-nights = Todas as noites: { $amount }
price-tax = { $name }: { $amount }
price-total = Total: { $amount }
row-price = { $rate } por noite, total { $total }
row-price-taxes = { $rate } por noite, total { $total } com taxas de { $taxes }
row-price-short = desde { $rate } por noite, total { $total }

ask-first-name = Com todo o gosto. Qual é o seu nome próprio?
ask-last-name = Obrigado, { $first }. E o seu apelido?
ask-email = Para que e-mail podemos enviar a confirmação?
wrong-name = Não tenho a certeza de ter percebido o seu nome. Escreva apenas o nome, por favor.
wrong-email = Isso não parece um endereço de e-mail. Pode escrevê-lo outra vez, por favor?

summary = Verifique a sua reserva, por favor:
summary-room = Quarto: { $value }
summary-arrival = Chegada: { $value }
summary-departure = Partida: { $value }
summary-nights = Estadia: { $value }
summary-guests = Hóspedes: { $value }
summary-name = Nome: { $value }
summary-email = E-mail: { $value }
summary-confirm = Está tudo certo? O seu quarto fica reservado assim que confirmar.
price-changed = O preço mudou entretanto. Veja-o mais uma vez, por favor.
ask-change = O que gostaria de alterar?
nothing-booked = Com certeza, nada foi reservado.
confirmed = O seu quarto está reservado. O número da sua reserva é { $reference }.
confirmed-closing = Esperamos por si com todo o gosto!
already-booked = O seu quarto já está reservado, não é preciso mais nada. O número da sua reserva é { $reference }.

no-reservations = Não encontro nenhuma reserva sua para os próximos tempos.
reservations = { $count ->
    [one] Esta é a sua reserva:
   *[other] Estas são as suas { $count } reservas:
}
reservation = { $reference }: { $room }, { $stay }, { $total }

offer-asked = Com todo o gosto chamo a nossa equipa.
offer-unsure = Não tenho a certeza de ter percebido.
offer-cannot-read = Obrigado! Sou o assistente automático e só consigo ler texto, não mensagens de voz nem ficheiros.
offer-no-answer = Não tenho essa resposta à mão.
offer-no-room = Não consegui encontrar um quarto para si.
offer-booked-stay = As alterações a uma estadia reservada são feitas pela nossa equipa.
offer-book-trouble = Lamento, neste momento não consigo aceder ao nosso sistema de reservas.
offer-question = Gostaria de falar com a nossa equipa ou de continuar comigo?
go-on = Com todo o gosto, continuemos.
not-understood = Lamento, não percebi bem.
reach-person = Se preferir falar com uma pessoa, escreva “receção”.
old-button = Esse botão é de uma mensagem anterior, por isso não alterei nada.
past = Essas datas já passaram.
too-long = Posso reservar estadias até { $nights ->
    [one] { $nights } noite.
   *[other] { $nights } noites.
}
too-far = Por agora posso reservar estadias até { $date }.
too-many = O nosso maior quarto é para { $guests ->
    [one] { $guests } pessoa.
   *[other] { $guests } pessoas.
} Para grupos, a nossa equipa ajuda com todo o gosto.
welcomed = De nada, foi um prazer!
goodbye = Obrigado pela sua mensagem. Esperamos por si em breve!

nights = { $nights ->
    [one] { $nights } noite
   *[other] { $nights } noites
}
party = { $guests ->
    [one] { $guests } pessoa
   *[other] { $guests } pessoas
}
adults = { $adults ->
    [one] { $adults } adulto
   *[other] { $adults } adultos
}
children = { $children ->
    [one] { $children } criança
   *[other] { $children } crianças
}
guests = { $adults } e { $children }
stay = { $from } a { $to }
date = { $weekday }, { $day } de { $month } de { $year }
date-short = { $day } de { $month }

weekday-1 = segunda-feira
weekday-2 = terça-feira
weekday-3 = quarta-feira
weekday-4 = quinta-feira
weekday-5 = sexta-feira
weekday-6 = sábado
weekday-7 = domingo
month-1 = janeiro
month-2 = fevereiro
month-3 = março
month-4 = abril
month-5 = maio
month-6 = junho
month-7 = julho
month-8 = agosto
month-9 = setembro
month-10 = outubro
month-11 = novembro
month-12 = dezembro
