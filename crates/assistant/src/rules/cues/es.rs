//! What Spanish words and phrases tell of the intent.

use crate::reading::Topic;
use crate::rules::cue::Cue;

pub(super) const CUES: &[(Cue, &str)] = &[
    (
        Cue::Greeting,
        "hola|ola|buenas|buenos días|buenas tardes|buenas noches|buen día|hola buenas|qué tal|que tal|hola qué tal|saludos|muy buenas|hey|holi|holis|cómo están|como estan|cómo estás|como estas|tengo una pregunta|una pregunta|una consulta|tengo una duda|una duda|estimados|aló",
    ),
    (
        Cue::Thanks,
        "gracias|muchas gracias|mil gracias|muchísimas gracias|se agradece|agradecido|agradecida|muy amable|mil gracias por todo|gracias por todo|grax",
    ),
    (
        Cue::Bye,
        "adiós|hasta luego|hasta pronto|chao|chau|nos vemos|hasta la vista|bye|hasta mañana|que tengas buen día|que tenga buen día|buen fin de semana|un saludo|saludos cordiales|hasta entonces|que descanse|nos vemos pronto|cuídate|hasta otra|feliz día|buena tarde|que pasen buen día",
    ),
    (
        Cue::Yes,
        "sí|si|sii|claro|claro que sí|por supuesto|correcto|exacto|eso es|así es|confirmo|confirmado|efectivamente|sip|desde luego|afirmativo|es correcto|eso mismo|adelante|está bien así|sí por favor|obvio|confirmar|por supuesto que sí|sí claro|dale",
    ),
    (
        Cue::Fine,
        "vale|ok|okey|okay|perfecto|de acuerdo|bien|muy bien|genial|estupendo|bueno|venga|me parece bien|está bien|todo bien|fenomenal|listo|excelente|ándale|sale|va|guay|me vale|todo correcto|fantástico|okis",
    ),
    (
        Cue::No,
        "no|no gracias|para nada|de ninguna manera|nop|claro que no|ni hablar|mejor no|ahora no|todavía no|que va|en absoluto|no es correcto|incorrecto|está mal|nada|nada gracias|negativo|no quiero|tampoco|aún no|así no|por ahora no|qué va|déjalo|no hace falta",
    ),
    (
        Cue::Person,
        "hablar con una persona|con una persona|hablar con alguien|alguien de verdad|persona de verdad|operador|operadora|hablar con un humano|atender alguien|me atienda alguien|encargado|encargada|responsable|hablar con el hotel|alguien del hotel|llámenme|llamadme|me pueden llamar|me llamen|me llame|que alguien me llame|hablar con un agente|una persona por favor|atención al cliente|trabajador|empleado|empleada|gerente|asesor|asesora|eres un bot|eres un robot|es un robot|hablo con un robot|pásame con|páseme con|me pasas con|me puede atender|alguien que me atienda|persona humana|comunicarme con alguien|hablar con ustedes|contigo robot|atiéndame",
    ),
    (
        Cue::Helped,
        "por la ayuda|por tu ayuda|por su ayuda|por vuestra ayuda|por toda la ayuda|por ayudarme|por ayudarnos",
    ),
    (
        Cue::Desk,
        "recepción|la recepción|en recepción|en la recepción|el mostrador",
    ),
    (
        Cue::Open,
        "abierta|abierto|cerrada|24 horas|24h|hay alguien|abre|cierra|abren|cierran|horario|de noche|de madrugada|atendida|atienden|toda la noche",
    ),
    (
        Cue::Book,
        "reservar|resérvame|resérvanos|resérvenme|hacer una reserva|hacer reserva|quiero una reserva|una reserva|reservo|reservamos|reservarme|reservarnos|una reserva para|reserva para|kiero reservar|quisiera reservar|nueva reserva|realizar una reserva|haría una reserva|apartar|apártame|para reservar|contratar|reservar una|apuntarme|reserven|resérveme|reserveme|bookear|agendar",
    ),
    (
        Cue::Want,
        "quiero|queremos|quisiera|quisiéramos|quería|queríamos|necesito|necesitamos|me gustaría|nos gustaría|busco|buscamos|estamos buscando|estoy buscando|buscando|deseo|deseamos|desearía|kiero|kisiera|pienso|pensamos|me interesa|nos interesa|tenemos pensado|ponme|deme|dame|me hace falta|me quedo con|nos quedamos con|querría|preciso|desearíamos|ocupo|ocupamos|queria|me encantaría",
    ),
    (
        Cue::Please,
        "por favor|porfa|porfavor|xfa|xfavor|porfis|plis|x favor|pf",
    ),
    (
        Cue::Stay,
        "alojarnos|alojarme|hospedarnos|hospedarme|quedarnos|quedarme|ir|venir|dormir|estancia|alojamiento|pasar la noche|llegar|visitar|pasar unos días|hospedaje|estar|pernoctar|pasar",
    ),
    (
        Cue::Room,
        "habitación|habitaciones|doble|individual|triple|cuarto|cuartos|suite|hab|cama|camas|habitacion|una doble|una individual|sencilla|matrimonial|apartamento|estudio|familiar|una cama",
    ),
    (
        Cue::InRoom,
        "en la habitación|en las habitaciones|en el cuarto|la habitación|las habitaciones|nuestra habitación|mi habitación|el cuarto|en habitación|dejar la habitación|por dos camas|camas separadas|mi cuarto",
    ),
    (
        Cue::Have,
        "tienen|tenéis|teneis|tiene|hay|tienes|tendrían|tendríais|tendrán|habría|habrá|disponen|queda|quedan|os queda|os quedan|les queda|les quedan|hay algo|algo|tendrian|disponéis|cuentan con|cuenta con|ofrecen|me pueden dar|me dan|me podéis dar|tendreis",
    ),
    (
        Cue::Free,
        "disponibilidad|disponible|disponibles|libre|libres|sitio|algo libre|hay sitio|plazas|plaza|hay algo|tienen algo|tenéis algo|queda algo|os queda algo|completo|lleno|hueco|cupo|vacante|vacantes|lugar para|dispo|hay lugar|tienen lugar|hueco para|disponibilidades|llenos|algún hueco",
    ),
    (
        Cue::Price,
        "precio|precios|cuánto cuesta|cuánto cuestan|cuánto sale|cuánto vale|cuánto es|cuánto sería|tarifa|tarifas|coste|costo|cuánto cobran|cuánto|cuanto cuesta|qué precio|cuánto saldría|presupuesto|cuánto costaría|cuánto nos|a cómo|cuestan|cuesta|cotización|por noche|cuánto me|valor|sale por|cuánto sale la|costaría|barato|barata",
    ),
    (
        Cue::Reservation,
        "reserva|reservas|reservación|confirmación|mi estancia|nuestra estancia|localizador|reserva a nombre|número de reserva|reservaciones",
    ),
    (Cue::Mine, "mi|nuestra|mis|nuestro|mía|nuestras"),
    (
        Cue::Show,
        "ver|consultar|mirar|comprobar|está hecha|confirmada|me ha llegado|llegado|recibido|encontrar|estado|datos de|qué días|que dias|cuándo es|cuándo era|recordar|confirmar si|saber si|detalles|revisar|mostrar|muéstrame|enséñame|para cuándo|qué fechas|que fechas|se ha hecho|número de|buscar mi|pueden confirmar|verificar|llegó|correo|tienen mi|checar|figura",
    ),
    (
        Cue::Booked,
        "tengo reservado|tengo reservados|tengo reservada|tenemos reservado|tenemos reservada|reservé|hemos reservado|he reservado|hice una reserva|ya reservé|tengo una reserva|tenemos una reserva|qué reservé|ya he reservado|hicimos una reserva|que reservé|hicimos reserva|tengo reserva|hice la reserva|ya tengo reserva|tenemos reserva|había reservado",
    ),
    (
        Cue::Nothing,
        "no quiero cancelar|no cancelar|no cancelen|no canceléis|sin cancelar|no queremos cancelar|han cancelado el vuelo|gracias de antemano|no he reservado|aún no he reservado|todavía no he reservado|de la hora de entrada|no hemos reservado|me llamo",
    ),
    (
        Cue::Not,
        "no|sin|ni|no llevamos|no llevo|no necesito|no necesitamos|no tenemos|no tengo|nada de|ningún",
    ),
    (
        Cue::Cancel,
        "cancelar|cancela|cancele|cancelen|cancelad|cancelo|anular|anulad|anule|anulen|anula|canceles|cancelarla|cancelarlo|anularla|dar de baja|cancelar mi reserva|canselar|cancelame|cancélame|cancelación de mi reserva|cancelación de la reserva|cancelemos",
    ),
    (Cue::Cancellation, "cancelación|anulación|cancelaciones"),
    (
        Cue::Unable,
        "no podemos ir|no puedo ir|no podremos ir|no vamos a poder|no voy a poder|no podré ir|no iremos|ya no vamos|ya no voy|no podremos|nos es imposible ir|no puedo viajar|no podemos viajar|no podré|ya no iremos|ya no podemos|no podemos venir",
    ),
    (
        Cue::Terms,
        "gratis|gratuita|gratuito|me devuelven|devuelven|devolución|reembolso|reembolsan|hasta cuándo|penalización|sin coste|sin costo|plazo|política|dinero|cobran si|sin cargo|reembolsable|condiciones|sin gastos|gratuitamente|gastos de|hasta cuando|multa|me cobran|cobran algo",
    ),
    (
        Cue::Change,
        "cambiar|modificar|mover|alargar|ampliar|aplazar|cambio|cambie|cambien|posponer|adelantar|extender|prolongar|cambiad|cambiarla|acortar|una noche más|cambiarlo|pasar mi reserva|pasar la reserva|atrasar|retrasar|correr|reprogramar|cambiáis|modificación|añadir una noche|agregar una noche|quedarnos una noche más|me cambian|cambiarme",
    ),
    (
        Cue::Dates,
        "fechas|fecha|día|días|mi estancia|la estancia|nuestra estancia|huéspedes|tipo de habitación|las fechas",
    ),
    (
        Cue::AskTime,
        "a qué hora|a que hora|hasta qué hora|hasta que hora|desde qué hora|cuándo|cuando|a partir de qué hora|qué hora|horario|horarios|de madrugada|de noche|más tarde|antes de|hora|a ke hora|temprano|a partir de que hora|desde que hora|más temprano|desde cuándo|medianoche|de la madrugada|de la noche",
    ),
    (
        Cue::Enter,
        "check in|checkin|entrar|llegar|entrada|llegamos|llegada|early check in|recoger la llave|hora de entrada|hora de llegada|registrarnos|acceder|recoger las llaves|hacer el check in|llego|ingresar|ingreso|lista la habitación",
    ),
    (
        Cue::Exit,
        "check out|checkout|salir|salida|dejar la habitación|dejar el cuarto|late check out|hora de salida|abandonar la habitación|irnos|marcharnos|desocupar|late checkout|entregar la habitación|abandonar|salir más tarde|salir un poco más tarde|quedarnos en la habitación|quedarnos hasta",
    ),
    (
        Cue::Ask,
        "se puede|puedo|podemos|puede|pueden|podéis|podría|podríamos|podrían|es posible|sería posible|cómo|qué|cuál|es|son|hacen|hay que|aceptan|admiten|permiten|me pueden|me podrían|quería saber|quisiera saber|saber|dónde|tengo que|tenemos que|me dices|será posible|se podría|os importa|queremos saber|dan",
    ),
    (
        Cue::Topic(Topic::CheckIn),
        "early check in|hora de entrada|hora de llegada|hora del check in|horario de entrada|entrada anticipada|llegar antes|entrar antes|check in temprano|check in anticipado|llegar de madrugada|horario de check in|llegada tardía|llegar tarde|llegar más temprano",
    ),
    (
        Cue::Topic(Topic::CheckOut),
        "late check out|late checkout|hora de salida|hora del check out|horario de salida|salida tardía|salir más tarde|salir un poco más tarde|dejar la habitación|check out tarde|horario de check out|dejar el cuarto|dejar la hab|desocupar",
    ),
    (Cue::Maybe(Topic::CheckIn), "check in|checkin"),
    (Cue::Maybe(Topic::CheckOut), "check out|checkout"),
    (
        Cue::Topic(Topic::Parking),
        "parking|aparcamiento|aparcar|estacionamiento|estacionar|cochera|garaje|parqueadero|plaza de garaje|el coche|parquear|dejar el coche|párking|mi coche|coche|carro|cochera para|cargador eléctrico|coche eléctrico|auto|parqueo|plaza de parking",
    ),
    (
        Cue::Topic(Topic::Breakfast),
        "desayuno|desayunar|desayunos|media pensión|pensión completa|desayuno incluido|desalluno|bufé|buffet",
    ),
    (
        Cue::Topic(Topic::Pets),
        "perro|perros|mascota|mascotas|gato|gatos|gatito|perrito|animales|perra|animal|perritos|cachorro|gata|perrita|perrita pequeña",
    ),
    (
        Cue::Topic(Topic::Wifi),
        "wifi|wi fi|internet|contraseña|clave del wifi|güifi|la clave|red wifi",
    ),
    (
        Cue::Topic(Topic::Pool),
        "piscina|alberca|sauna|spa|jacuzzi|piscinas|pileta|nadar|hidromasaje|climatizada",
    ),
    (
        Cue::Topic(Topic::Payment),
        "pagar|pago|tarjeta|efectivo|transferencia|bizum|depósito|fianza|factura|señal|tarjetas|se paga|paypal|visa|anticipo|por adelantado|mastercard|tasa turística|débito|crédito|recibo|forma de pago|formas de pago|plazos|pagamos|pago por|abonar|métodos de pago|cuándo se paga|prepago",
    ),
    (
        Cue::Topic(Topic::Location),
        "dirección|ubicación|dónde están|dónde estáis|dónde está el hotel|cómo llegar|cómo llego|cerca de|lejos de|a cuánto|a qué distancia|distancia|playa andando|dónde queda|ubicados|donde estais|en qué calle|mapa|a cuanto estais|a cuántos|centro de la ciudad|queda lejos|queda cerca|está cerca|está lejos|maps|del centro|a cuantos|donde esta el hotel|dónde se encuentra|cómo llegamos|zona|ubicado|llegar al hotel|donde quedan|barrio",
    ),
    (
        Cue::Topic(Topic::Transfer),
        "traslado|traslados|recogida|recogernos|recogerme|recogen|transfer|lanzadera|aeropuerto|shuttle|venir a buscarnos|buscarnos|recoger en|desde el aeropuerto|al aeropuerto|taxi|transporte|autobús del hotel|recogéis|recogeis|venís a|llevarnos",
    ),
    (
        Cue::Topic(Topic::Luggage),
        "maletas|equipaje|maleta|consigna|dejar las maletas|guardar|mochilas|bolsas|valijas|guardar las|equipajes|bultos",
    ),
    (
        Cue::Topic(Topic::CancellationPolicy),
        "política de cancelación|cancelación gratuita|cancelación gratis|condiciones de cancelación|gastos de cancelación|plazo de cancelación|si cancelo|cancelar gratis|reembolsable|se puede cancelar|políticas de cancelación|si cancelamos|si tengo que cancelar|no reembolsable|si al final no vamos|políticas de cancelacion|cancelar sin coste|cancelar sin costo",
    ),
    (
        Cue::Topic(Topic::Children),
        "cuna|cunas|trona|cama supletoria|cama extra|los niños pagan|niños pagan|niños gratis|pagan los niños|menores de|niños menores|descuento para niños|descuento niños|niños de|los niños|camas supletorias|sillita|cuánto pagan los niños|el niño paga|el bebé paga|actividades para niños|parque infantil|club infantil|los bebés|precio niños|menú infantil|niñera|apto para niños|a partir de qué edad|paga el niño|paga la niña|pagan niños|barrera de cama",
    ),
    (
        Cue::Topic(Topic::Accessibility),
        "ascensor|silla de ruedas|elevador|accesible|accesibles|rampa|escaleras|movilidad reducida|discapacidad|minusválidos|discapacitados|adaptada|adaptadas|accesibilidad|escalones|ducha adaptada|barreras|muletas|minusválido|adaptado|discapacitado|escalera|caminar",
    ),
];
