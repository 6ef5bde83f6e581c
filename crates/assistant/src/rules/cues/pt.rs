//! What Portuguese words and phrases tell of the intent.

use crate::reading::Topic;
use crate::rules::cue::Cue;

pub(super) const CUES: &[(Cue, &str)] = &[
    (
        Cue::Greeting,
        "oi|olá|ola|oie|bom dia|boa tarde|boa noite|tudo bem|td bem|e aí|opa|oi tudo bem|como vai|alô|viva|saudações|tenho uma dúvida|uma dúvida|uma pergunta|tenho uma pergunta|tudo bom|boas|prezados|uma dúvida rápida|ei",
    ),
    (
        Cue::Thanks,
        "obrigado|obrigada|muito obrigado|muito obrigada|valeu|brigado|brigada|obg|agradeço|agradecido|agradecida|grato|grata|vlw|obrigadão|mto obrigado|mto obrigada|obgd|brigadão|obrigadinho|obrigadinha|muito agradecido",
    ),
    (
        Cue::Bye,
        "tchau|adeus|até logo|até mais|até breve|até já|abraço|abraços|até amanhã|bom fim de semana|xau|até à próxima|até a próxima|cumprimentos|bye|até lá|falou|fui|beijos|tenha um bom dia|até depois|tchauzinho|fique bem|um abraço|bom descanso|boa noite e até",
    ),
    (
        Cue::Yes,
        "sim|claro|isso|isso mesmo|exato|exatamente|correto|certo|com certeza|confirmo|confirmado|pode ser|sim por favor|claro que sim|tá certo|está certo|é isso|é isso mesmo|perfeitamente|positivo|siim|pode confirmar|ss|sim senhor|está correto|com certeza sim|é isso aí|uhum|aham|confirmar",
    ),
    (
        Cue::Fine,
        "ok|okay|tá|tá bom|está bem|beleza|blz|fechado|perfeito|ótimo|combinado|bom|bem|de acordo|tudo certo|legal|maravilha|show|certinho|top|por mim tudo bem|excelente|fixe|tudo bem assim|pode|bora|joia|okk",
    ),
    (
        Cue::No,
        "não|nao|não obrigado|não obrigada|de jeito nenhum|nem pensar|n|nada disso|claro que não|agora não|ainda não|melhor não|não quero|está errado|tá errado|errado|nunca|negativo|por enquanto não|deixa pra lá|deixa|não precisa|de modo nenhum|de maneira nenhuma|nada|não é isso|nãao|naum|nops",
    ),
    (
        Cue::Person,
        "falar com uma pessoa|pessoa de verdade|falar com alguém|falar com um humano|operador|operadora|atendimento humano|alguém de verdade|gerente|responsável|me liga|me liguem|me ligar|ligue me|liguem me|podem me ligar|falar com o hotel|alguém do hotel me|falar com o gerente|falar com a gerência|funcionária|você é um robô|é um robô|vc é robô|chega de robô|falar com vocês|falar com uma pessoa real|gente de verdade|falar com a|passa pra|me passa|passe me|atendimento|uma pessoa por favor|falar com um atendente|com um ser humano|ser humano",
    ),
    (
        Cue::Helped,
        "pela ajuda|pela sua ajuda|pela tua ajuda|pela vossa ajuda|por toda ajuda|por toda a ajuda|por ajudar",
    ),
    (
        Cue::Desk,
        "recepção|receção|a recepção|a receção|na recepção|na receção|recepcao|portaria",
    ),
    (
        Cue::Open,
        "aberta|aberto|fechada|24 horas|24h|tem alguém|há alguém|abre|fecha|funciona|horário|de madrugada|à noite|de noite|atende|funciona 24|toda a noite|a noite toda",
    ),
    (
        Cue::Book,
        "reservar|fazer uma reserva|fazer reserva|uma reserva|reserva para|reserve|reservem|reserva pra|quero uma reserva|nova reserva|efetuar uma reserva|marcar um quarto|marcar uma estadia|reservo|efetuar reserva|agendar|fechar reserva|reserva aí|marcar uma noite|alugar|reservar um|reserva me|reservava|realizar uma reserva|marcar",
    ),
    (
        Cue::Want,
        "quero|queremos|queria|queríamos|gostaria|gostaríamos|gostava|gostávamos|preciso|precisamos|procuro|procurando|estou procurando|tô procurando|pretendo|pretendia|pretendemos|desejo|desejamos|estamos procurando|busco|buscamos|estamos à procura|estou à procura|à procura|precisava|tenho interesse|pensando em|tô querendo|to querendo|vendo de|desejava|adoraríamos|adorava|necessito|to precisando|tou à procura|a fim de|me vê|interessado em|interessada em|pretendíamos",
    ),
    (
        Cue::Please,
        "por favor|pfv|pf|pfvr|por gentileza|se faz favor|faz favor|favor|sff|porfavor",
    ),
    (
        Cue::Stay,
        "ficar|hospedar|me hospedar|hospedagem|hospedarmos|ir|vir|dormir|estadia|passar a noite|pernoitar|alojamento|nos hospedar|ficar aí|passar uns dias|passar|hospedar me|visitar|ficarmos|estada|acomodação",
    ),
    (
        Cue::Room,
        "quarto|quartos|duplo|suíte|individual|triplo|quarto de casal|quarto duplo|single|solteiro|apartamento|apto|cama|quarto individual|um quarto|camas|familiar|twin",
    ),
    (
        Cue::InRoom,
        "no quarto|nos quartos|o quarto|os quartos|do quarto|meu quarto|nosso quarto|nas acomodações|dos quartos",
    ),
    (
        Cue::Have,
        "tem|têm|teria|teriam|há|vcs tem|vocês têm|haveria|ainda tem|ainda têm|existe|possuem|possui|dispõem|sobrou|tinham|tinha|será que tem|oferecem|teem|tendes|conseguem|consegue|disponibilizam|restam|ainda há",
    ),
    (
        Cue::Free,
        "disponibilidade|disponível|disponíveis|vaga|vagas|livre|livres|tem algo|ainda tem algo|algum quarto|lotado|lotados|alguma coisa|tem vaga|algo|tem lugar|cheios|esgotado|quarto vago|vago|dispo|alguma vaga|cheio|lugar pra|lugar para",
    ),
    (
        Cue::Price,
        "preço|preços|quanto custa|quanto custam|quanto fica|quanto é|quanto sai|valor|valores|quanto ficaria|quanto|diária|tarifa|tarifas|quanto tá|qnto fica|orçamento|quanto seria|quanto custaria|quanto vai|quanto cobram|qnto|custo|custa|por noite|cotação|qual o preço|barato|mais barato|qto|qto custa|a como",
    ),
    (
        Cue::Reservation,
        "reserva|reservas|confirmação|minha estadia|nossa estadia|número da reserva|a reserva|reserva em nome|minha hospedagem|nossa hospedagem|minha estada",
    ),
    (Cue::Mine, "minha|meu|nossa|nosso|minhas|meus"),
    (
        Cue::Show,
        "ver|consultar|verificar|conferir|confirmada|recebi|recebemos|chegou|encontrar|estado|quando é|pra quando|para quando|ficou|que dias|quais dias|quais datas|que datas|mostrar|lembrar|me lembra|dados da|deu certo|foi feita|detalhes|checar|status|saber se|constar|consta|confirmar se|e-mail|email|localizar|acham|está ok|tá ok|tá certa|está feita|acessar|olhar|sobre a minha|mostra",
    ),
    (
        Cue::Booked,
        "reservei|reservamos|tenho reservado|tenho reserva|tenho uma reserva|temos reserva|temos uma reserva|fiz uma reserva|fizemos uma reserva|já reservei|eu reservei|fiz reserva|que reservei|já tenho reserva|já reservamos|fizemos reserva|fiz a reserva|tinha reservado|reservado",
    ),
    (
        Cue::Nothing,
        "não quero cancelar|nao quero cancelar|não cancelar|não cancelem|não cancele|não é pra cancelar|não queremos cancelar|voo foi cancelado|foi cancelado|desde já obrigado|desde já obrigada|obrigado desde já|não reservei|ainda não reservei|quanto tempo|chega de",
    ),
    (
        Cue::Not,
        "não|sem|nem|não preciso|não precisamos|não temos|não tenho|não levamos|nenhum|nenhuma",
    ),
    (
        Cue::Cancel,
        "cancelar|cancela|cancele|cancelem|cancelo|desmarcar|anular|anulem|anule|desmarca|cancelamos|desmarque|cancelá la|cancelar a minha|cancelamento da minha|cancelamento da reserva|anula|desmarquem|desistir",
    ),
    (Cue::Cancellation, "cancelamento|cancelamentos|anulação"),
    (
        Cue::Unable,
        "não vamos poder|não vou poder|não poderemos ir|não poderei ir|não podemos ir|não posso ir|não vamos mais|não vou mais|não iremos|não vamos conseguir|não vou conseguir|já não vamos|já não vou|não conseguimos ir|não consigo ir|não dá mais pra ir|não podemos viajar|não poderemos|não podemos mais",
    ),
    (
        Cue::Terms,
        "grátis|gratuito|gratuita|devolvem|devolvido|devolução|reembolso|reembolsam|reembolsado|até quando|multa|sem custo|sem custos|prazo|política|taxa|dinheiro|de graça|condições|reembolsável|sem pagar|cobram se|gratuitamente|penalização|estorno|estornam|taxas",
    ),
    (
        Cue::Change,
        "mudar|alterar|trocar|remarcar|adiar|prolongar|estender|modificar|mude|altere|alterem|mudem|antecipar|mudança|alteração|troca|troquem|transferir a reserva|mais uma noite|encurtar|passar a reserva|passar a minha reserva|mudo|mexer|reagendar|trocar minha|acrescentar uma noite|esticar|ficar mais uma noite|mudamos|adicionar uma noite",
    ),
    (
        Cue::Dates,
        "datas|data|dia|dias|minha estadia|a estadia|nossa estadia|hóspedes|tipo de quarto|as datas|meu quarto|quarto reservado",
    ),
    (
        Cue::AskTime,
        "que horas|a que horas|até que horas|a partir de que horas|quando|qual o horário|horário|horários|que hora|mais tarde|mais cedo|de madrugada|até que hora|a que hora|qual horário|a partir de que hora|qual a hora|hora|meia noite|cedo|desde que horas|a partir de quando",
    ),
    (
        Cue::Enter,
        "check in|checkin|entrar|chegar|entrada|chegada|early check in|dar entrada|hora de entrada|pegar a chave|pegar as chaves|fazer o check in|chegamos|chego|levantar a chave|receber a chave|acessar o quarto|chegando",
    ),
    (
        Cue::Exit,
        "check out|checkout|sair|saída|sair do quarto|deixar o quarto|late check out|late checkout|hora de saída|desocupar|liberar o quarto|entregar o quarto|sair mais tarde|entregar a chave|vagar o quarto|abandonar o quarto|ficar no quarto até|ficar com o quarto até",
    ),
    (
        Cue::Ask,
        "posso|podemos|pode|podem|dá pra|dá para|poderia|poderíamos|é possível|seria possível|qual|quais|como|onde|aceitam|aceita|permitem|são|fica|fazem|será que|gostaria de saber|queria saber|saber se|tem como|teria como|me diz|preciso pagar|será|é preciso|servem|poderiam|podia|podíamos|rola|seria|que|sabe me dizer",
    ),
    (
        Cue::Topic(Topic::CheckIn),
        "early check in|hora de entrada|horário de check in|horário de entrada|entrar mais cedo|chegar mais cedo|entrada antecipada|check in antecipado|hora do check in|chegar de madrugada|check in mais cedo|early checkin|horário do check in|chegar tarde|chegar antes|entrar antes",
    ),
    (
        Cue::Topic(Topic::CheckOut),
        "late check out|late checkout|hora de saída|horário de check out|horário de saída|sair mais tarde|sair do quarto|deixar o quarto|hora do check out|saída tardia|check out mais tarde|liberar o quarto|desocupar o quarto|horário do check out|check out tardio|entregar o quarto",
    ),
    (Cue::Maybe(Topic::CheckIn), "check in|checkin"),
    (Cue::Maybe(Topic::CheckOut), "check out|checkout"),
    (
        Cue::Topic(Topic::Parking),
        "estacionamento|estacionar|garagem|parque de estacionamento|parking|vaga de garagem|vaga para carro|carro|estacionamentos|parquear|deixar o carro|vaga pra carro|carro elétrico|meu carro|manobrista|vaga para o carro|vaga pro carro|lugar para o carro|estaciono",
    ),
    (
        Cue::Topic(Topic::Breakfast),
        "café da manhã|pequeno almoço|pequeno-almoço|pequenos almoços|cafe da manha|meia pensão|desjejum|café incluso|café da manha|mata bicho|o café|pensão completa|cafezinho da manhã|buffet|cafe da manhã",
    ),
    (
        Cue::Topic(Topic::Pets),
        "cachorro|cachorros|cão|cães|pet|pets|gato|gatos|animal|animais|cachorrinho|cadela|animais de estimação|gatinho|cãozinho|cachorra|doguinho|bichinho|gata|pet friendly|petfriendly|cachorrinha|caozinho",
    ),
    (
        Cue::Topic(Topic::Wifi),
        "wifi|wi fi|internet|senha|palavra passe|password|rede wifi|palavra-passe|wireless",
    ),
    (
        Cue::Topic(Topic::Pool),
        "piscina|sauna|spa|jacuzzi|piscinas|banheira de hidromassagem|hidromassagem|nadar|hidro|ofurô|aquecida",
    ),
    (
        Cue::Topic(Topic::Payment),
        "pagar|pagamento|cartão|dinheiro vivo|pix|depósito|sinal|fatura|nota fiscal|multibanco|mbway|mb way|transferência|cartões|parcelar|parcelado|em dinheiro|visa|crédito|débito|paypal|boleto|taxa turística|formas de pagamento|adiantado|recibo|à vista|caução|pago na|pago no|parcelas|parcela|parcelam|mastercard|pagamos|taxa de turismo|numerário|aceitam dinheiro|aceita dinheiro|dinheiro ou",
    ),
    (
        Cue::Topic(Topic::Location),
        "endereço|morada|localização|onde fica|onde ficam|onde é|como chegar|como chego|perto da|perto do|longe da|longe do|distância|fica longe|fica perto|localizado|onde vocês ficam|mapa|qual a distância|onde estão|a quantos|quanto tempo|da praia|do centro|perto de|longe de|como faço pra chegar|bairro|rua|maps|onde se situa|onde está situado|do metrô|do metro",
    ),
    (
        Cue::Topic(Topic::Transfer),
        "transfer|traslado|aeroporto|rodoviária|shuttle|nos buscar|buscar|translado|van|transporte|vir nos buscar|transfers|táxi|nos pegar|apanhar nos|recolha|vêm buscar|ir buscar|levar ao aeroporto|uber|traslados|apanhar",
    ),
    (
        Cue::Topic(Topic::Luggage),
        "malas|mala|bagagem|bagagens|guardar|guarda volumes|mochilas|guardar as malas|deixar as malas|deixar as coisas|mochila|bagageiro|deixar as nossas malas",
    ),
    (
        Cue::Topic(Topic::CancellationPolicy),
        "política de cancelamento|cancelamento gratuito|cancelamento grátis|condições de cancelamento|taxa de cancelamento|se eu cancelar|se cancelar|se cancelarmos|cancelar grátis|cancelar sem custos|cancelar sem custo|reembolsável|prazo de cancelamento|políticas de cancelamento|posso cancelar|multa por cancelamento|multa de cancelamento|se eu precisar cancelar|cancelar de graça|pode cancelar|dá pra cancelar",
    ),
    (
        Cue::Topic(Topic::Children),
        "berço|berços|cama extra|criança paga|crianças pagam|cadeirinha|cadeira alta|cadeira de bebê|cama de bebê|cama de bebé|crianças até|criança até|cadeirão|crianças grátis|criança grátis|menores de|crianças de|as crianças|cama adicional|bebê paga|parquinho|recreação|kids club|babá|aceitam crianças|aceita criança|aceitam criança|desconto para crianças|desconto pra criança|menor paga|crianças não pagam|cobram criança|cobram pelas crianças|espaço kids|cadeira de alimentação|cama suplementar|bebé paga",
    ),
    (
        Cue::Topic(Topic::Accessibility),
        "elevador|cadeira de rodas|cadeirante|acessível|acessíveis|rampa|escadas|acessibilidade|mobilidade reduzida|deficiente|deficientes|degraus|adaptado|escada|elevadores|pcd|deficiência|quarto adaptado|muletas|andarilho|degrau|rampas|cadeirantes",
    ),
];
