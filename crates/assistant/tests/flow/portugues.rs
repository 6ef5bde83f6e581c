//! A booking in Portuguese.

use crate::fixtures::Setup;
use crate::script::play;
use assistant::language::Language;

/// SPEC 119, 124, 131, 133, 135, 150: the same talk in Portuguese; a language learned on the way is spoken from then on.
#[test]
fn reserva_se_uma_estadia() {
    play(Setup::default(), "
        guest: Olá! | Greeting lang=pt
        bot: Miralva Lisbon dá-lhe as boas-vindas! [Reservar estadia | Ver disponibilidade | As minhas reservas]
        also: assistente automático
        tap: Ver disponibilidade
        bot: Em que datas gostaria de ficar connosco? Por exemplo: 15 de dezembro a 18 de dezembro.
        guest: amanhã por 3 noites | Details in=2026-12-02 nights=3 lang=pt
        asks: free 2026-12-02..2026-12-05 2+0
        book: free
        bot: quarta-feira, 2 de dezembro de 2026 a sábado, 5 de dezembro de 2026 (3 noites, 2 pessoas) [Classic Room | Garden Room | River Suite]
        also: Os preços são para 2 pessoas
        guest: 2
        bot: Garden Room [Reservar este | Outros quartos | Outras datas]
        also: Por noite: 150\u{a0}EUR
        also: Total: 462\u{a0}EUR
        guest: reservar este
        bot: Quantas pessoas vão ficar?
        guest: 2 adultos e 2 crianças | Details adults=2 children=2 lang=pt
        asks: free 2026-12-02..2026-12-05 2+2
        book: free classic garden
        bot: Qual é o seu nome próprio?
        guest: Chamo-me João
        bot: Obrigado, João. E o seu apelido?
        guest: quero outras datas
        bot: Em que datas
        guest: dia 8, uma noite | Details in=2026-12-08 nights=1 lang=pt
        asks: free 2026-12-08..2026-12-09 2+2
        book: free
        bot: nome próprio
        guest: João
        bot: apelido
        guest: Gonçalves
        bot: e-mail
        guest: joao@exemplo.pt
        asks: hold garden 15800 2026-12-08..2026-12-09 2+2
        book: held
        bot: Verifique a sua reserva [Confirmar | Alterar | Cancelar]
        also: Hóspedes: 2 adultos e 2 crianças
        tap: Confirmar
        asks: reserve garden 15800 2026-12-08..2026-12-09 2+2 João Gonçalves joao@exemplo.pt
        tap again
        bot: estou a reservar o seu quarto
        book: reserved MIR-77
        bot: O número da sua reserva é MIR-77.
        confirmed: MIR-77
        guest: obrigado | Thanks lang=pt
        bot: De nada
        silence
        ends: resolved
    ");
}

/// SPEC 144, 151, 153: no room, an unsure reading, in Portuguese; the language of the guest's card is spoken before a message tells.
#[test]
fn sem_quarto_e_com_uma_pessoa() {
    let setup = Setup {
        language: Some(Language::Portuguese),
        ..Setup::default()
    };
    play(
        setup,
        "
        guest: ???
        bot: boas-vindas [Reservar estadia | Ver disponibilidade | As minhas reservas]
        bot: Não tenho a certeza [Falar com a equipa | Continuar aqui]
        guest: continuar aqui
        bot: continuemos [Reservar estadia | Ver disponibilidade | As minhas reservas]
        guest: 1
        bot: Em que datas
        guest: 10 a 12 de dezembro, 2 pessoas | Details in=2026-12-10 out=2026-12-12 adults=2
        asks: free 2026-12-10..2026-12-12 2+0
        book: full
        bot: estamos completos [Outras datas | Falar com a equipa]
        guest: falar com a equipa
        escalates: NoRoom pt 2026-12-10..2026-12-12 for 2 at no_room
    ",
    );
}
