//! What Italian words and phrases tell of the intent.

use crate::reading::Topic;
use crate::rules::cue::Cue;

pub(super) const CUES: &[(Cue, &str)] = &[
    (
        Cue::Greeting,
        "ciao|salve|buongiorno|buonasera|buon giorno|buona sera|buon pomeriggio|ehi|hey|hello|come va|come state|come stai|gentile hotel|ho una domanda|una domanda|avrei una domanda|buondì|spettabile hotel|una info|un'info|un'informazione|una informazione|vorrei un'informazione|ehilà|buonasera a tutti|ciao a tutti|saluti a tutti",
    ),
    (
        Cue::Thanks,
        "grazie|grazie mille|mille grazie|molte grazie|grazie tante|tante grazie|ti ringrazio|vi ringrazio|la ringrazio|grazie infinite|ringrazio|grz|gentilissimo|gentilissima|gentilissimi|grazie di tutto|grazieee|grazie ancora|infinitamente grazie",
    ),
    (
        Cue::Bye,
        "arrivederci|a presto|buona giornata|buona serata|buonanotte|buona notte|addio|ci vediamo|alla prossima|a dopo|a domani|cordiali saluti|ci sentiamo|arrivederla|buon weekend|bye|buona domenica|ci si vede|distinti saluti|buon fine settimana|stammi bene|ciao ciao|saluti",
    ),
    (
        Cue::Yes,
        "sì|si|certo|esatto|esattamente|giusto|corretto|confermo|certamente|assolutamente sì|sì grazie|sì certo|proprio così|è giusto|è corretto|ovviamente|confermato|sicuro|sicuramente|volentieri|sì per favore|tutto giusto|tutto corretto|si grazie|yes|sisi|sì sì|ma certo|procedi|procediamo|procedete|come no|sii|naturalmente|conferma pure",
    ),
    (
        Cue::Fine,
        "ok|okay|va bene|va benissimo|perfetto|d'accordo|bene|benissimo|ottimo|tutto bene|mi va bene|ci sta|okey|certo va bene|splendido|bello|fantastico|per me va bene|ci va bene|vabbene|a posto|ottimo così|andata|aggiudicato|okk|affare fatto",
    ),
    (
        Cue::No,
        "no|no grazie|assolutamente no|per niente|per nulla|macché|nono|non ora|non ancora|non è giusto|sbagliato|non è corretto|meglio di no|neanche per sogno|certo che no|lascia stare|lasci stare|lascia perdere|direi di no|preferisco di no|niente affatto|mai|nope|nemmeno|è sbagliato|non proprio|no no|negativo|non serve|niente grazie|non mi interessa",
    ),
    (
        Cue::Person,
        "parlare con una persona|con una persona|parlare con qualcuno|operatore|operatrice|parlare con un umano|con un umano|persona in carne|responsabile|direttore|direttrice|qualcuno dell'hotel|qualcuno dell'albergo|mi chiamate|chiamatemi|mi richiamate|richiamatemi|mi faccia richiamare|essere chiamato|persona vera|una persona reale|sei un robot|sei un bot|è un robot|basta bot|basta robot|basta risponditori|parlare con la reception|fatemi parlare|mi passi|mi passate|addetto|addetta|impiegato|assistenza clienti|servizio clienti|receptionist|parlare con voi|persona per favore|essere umano|qualcuno del personale|personale|parlare con il titolare|titolare|proprietario|richiamata|parlare al telefono|non con un robot|con un robot|parlo con un robot|persone vere|parlare con lo staff",
    ),
    (
        Cue::Helped,
        "per l'aiuto|per il tuo aiuto|per il vostro aiuto|per il suo aiuto|dell'aiuto",
    ),
    (
        Cue::Desk,
        "reception|la reception|alla reception|in reception|ricevimento|portineria",
    ),
    (
        Cue::Open,
        "aperta|aperto|chiusa|24 ore|24h|24 ore su 24|c'è qualcuno|apre|chiude|orari|di notte|la notte|presidiata|h24|tutta la notte|chiuso|qualcuno alla",
    ),
    (
        Cue::Book,
        "prenotare|prenoto|prenotazione per|una prenotazione|fare una prenotazione|riservare|prenotami|prenotateci|prenotatemi|prenotiamo|nuova prenotazione|effettuare una prenotazione|prenotarmi|prenotarci|fissare|bloccare una camera|prenotazione dal|prenoterei|prenoteremmo|mi prenoti|prenota|prenoti|affittare|prenotarne|effettuare una nuova",
    ),
    (
        Cue::Want,
        "vorrei|vorremmo|voglio|vogliamo|desidero|desideriamo|desidererei|cerco|cerchiamo|sto cercando|stiamo cercando|ho bisogno|abbiamo bisogno|mi serve|ci serve|mi servirebbe|ci servirebbe|mi piacerebbe|ci piacerebbe|avrei bisogno|avremmo bisogno|serve|ci servono|servirebbe|mi servono|volevo|volevamo|prendo|prendiamo|mi interessa|ci interessa|intendo|intendiamo|penso di|pensavamo|desidereremmo|bisogno|necessito|necessitiamo|gradirei|gradiremmo|mi occorre|ci occorre|saremmo interessati|sarei interessato|sarei interessata|stavamo pensando|avrei intenzione",
    ),
    (
        Cue::Please,
        "per favore|per piacere|per cortesia|x favore|cortesemente|gentilmente|perfavore|pf|xfavore",
    ),
    (
        Cue::Stay,
        "soggiornare|dormire|venire|alloggiare|stare|fermarci|fermarmi|pernottare|soggiorno|passare la notte|alloggio|restare|passare|rimanere|trascorrere|venire da voi|visitare|pernottamento",
    ),
    (
        Cue::Room,
        "camera|camere|stanza|stanze|doppia|singola|tripla|matrimoniale|suite|una singola|una doppia|una matrimoniale|quadrupla|appartamento|posto letto|monolocale|doppia uso singola|familiare",
    ),
    (
        Cue::InRoom,
        "in camera|nelle camere|nella camera|la camera|le camere|la nostra camera|la mia camera|la stanza|nella stanza|le stanze|della camera|nostra camera|nelle stanze|in stanza|delle camere",
    ),
    (
        Cue::Have,
        "avete|c'è|ci sono|avreste|ci sarebbe|c'e|ha|avete ancora|disponete|c'è ancora|offrite|l'avete|ce l'avete|ci sarebbero|si potrebbe avere|posso avere|possiamo avere|avrebbe|è rimasto|è rimasta|rimane|ce n'è|potrei avere|potremmo avere|esiste|sono rimaste|vi è rimasto|vi è rimasta|ci fosse",
    ),
    (
        Cue::Free,
        "disponibilità|disponibile|disponibili|libera|libere|libero|posto|posti|qualcosa|qlc|qualche camera|liberi|completo|completi|avete posto|c'è posto|al completo|avete qualcosa|pieni|una stanza libera|una camera libera|avete ancora|dispo|disponibilita|camere libere|tutto esaurito|esaurito|pieno",
    ),
    (
        Cue::Price,
        "prezzo|prezzi|quanto costa|quanto costano|quanto viene|quanto verrebbe|quanto|costo|costi|tariffa|tariffe|preventivo|quanto sarebbe|quanto costerebbe|quanto vengono|che prezzo|a notte|per notte|quanto si spende|costa|quant'è|economica|quanto fate|quanto chiedete|prezzi per",
    ),
    (
        Cue::Reservation,
        "prenotazione|prenotazioni|conferma|il mio soggiorno|il nostro soggiorno|numero di prenotazione|codice prenotazione|mio soggiorno|nostro soggiorno|mail di conferma|nostra camera|la nostra camera",
    ),
    (Cue::Mine, "mia|mio|nostra|nostro|mie|miei|nostre"),
    (
        Cue::Show,
        "vedere|controllare|verificare|consultare|arrivata|ricevuto|andata a buon fine|buon fine|confermata|ritrovare|trovare|stato della|quando è|quando era|che giorni|quali date|che date|ricordate|ricordare|mostrare|dettagli|risulta|registrata|visualizzare|per quando|mi ricordi|andata|riepilogo|guardare|sapere se|è a posto|confermare che|mostrami|quali giorni|email|conferma della|dati della",
    ),
    (
        Cue::Booked,
        "ho prenotato|abbiamo prenotato|avevo prenotato|avevamo prenotato|ho una prenotazione|abbiamo una prenotazione|ho già prenotato|ho fatto una prenotazione|abbiamo fatto una prenotazione|già prenotato|prenotata|abbiamo già prenotato|ho già una prenotazione|prenotato a nome|ho riservato|abbiamo riservato",
    ),
    (
        Cue::Nothing,
        "non voglio cancellare|non cancellare|non cancellate|non vogliamo cancellare|non voglio disdire|non disdire|volo cancellato|è stato cancellato|hanno cancellato il volo|grazie in anticipo|non ho ancora prenotato|non ho prenotato|ancora prenotato|non abbiamo ancora prenotato|non abbiamo prenotato|non disdite",
    ),
    (
        Cue::Not,
        "niente|senza|nessun|né|non|non serve|non ci serve|non abbiamo|non ho",
    ),
    (
        Cue::Cancel,
        "cancellare|cancella|cancellate|cancelli|disdire|disdite|disdico|disdica|annullare|annulla|annullate|annulli|disdetta|cancellazione della mia|cancellazione della prenotazione|cancellarla|disdirla|annullarla|disdiamo|cancello|annullo|annullamento della|disdici|eliminare la prenotazione|cancelliamo|annulliamo",
    ),
    (
        Cue::Cancellation,
        "cancellazione|annullamento|cancellazioni|disdetta",
    ),
    (
        Cue::Unable,
        "non possiamo venire|non possiamo più venire|non possiamo piu venire|non posso venire|non posso più venire|non riusciamo a venire|non riesco a venire|non veniamo più|non verremo|non vengo più|non potremo venire|non potrò venire|non veniamo|non riusciamo più|non riesco più|non possiamo più|non verrò|impossibilitati|abbiamo un imprevisto|ho un imprevisto|non possiamo partire|non posso partire",
    ),
    (
        Cue::Terms,
        "gratuita|gratis|gratuitamente|rimborsato|rimborso|rimborsati|rimborsabile|fino a quando|entro quando|penale|penali|politica|termini|condizioni|senza costi|soldi|rimborsate|senza penali|gratuito|senza spese|penalità|senza pagare|mi ridate|restituite|in caso di",
    ),
    (
        Cue::Change,
        "cambiare|modificare|spostare|prolungare|allungare|anticipare|posticipare|modifica|cambio|cambiate|spostate|estendere|rimandare|una notte in più|accorciare|aggiungere una notte|variare|sposta|cambia|spostarla|modificate|ritardare la|spostiamo|fermarci una notte in più|variazione|spostamento|cambiarla|modificarla|prolungamento",
    ),
    (
        Cue::Dates,
        "date|data|soggiorno|giorni|il soggiorno|ospiti|le date|tipo di camera|tipologia|periodo",
    ),
    (
        Cue::AskTime,
        "a che ora|da che ora|fino a che ora|entro che ora|quando|che ora|orario|orari|più tardi|prima|da quando|di notte|a che ore|fino a quando|ore|a partire da che ora|per che ora|entro quando|mezzanotte|presto|tardi|tarda notte|dalle|che orari|in anticipo",
    ),
    (
        Cue::Enter,
        "check in|checkin|arrivare|entrare|arrivo|avere la camera|ritirare le chiavi|early check in|fare il check in|chiavi|entrare in camera|arriviamo|accedere|ingresso in camera|prendere la camera|registrazione|entrata|prendere le chiavi|camera pronta|arrivo tardivo",
    ),
    (
        Cue::Exit,
        "check out|checkout|lasciare la camera|lasciare la stanza|partenza|uscire|liberare la camera|late check out|liberare la stanza|late checkout|lasciare libera|tenere la camera|partire|riconsegnare le chiavi|restare in camera|tenere la stanza|lasciare le chiavi",
    ),
    (
        Cue::Ask,
        "posso|possiamo|si può|si puo|è possibile|sarebbe possibile|potete|può|potrei|potremmo|potreste|come|quale|quali|qual è|qual|che|dove|accettate|sono|fate|bisogna|devo|dobbiamo|siete|mi date|possibile|vorrei sapere|volevo sapere|sapere|si potrebbe|c'è bisogno|mi dite|mi dice|funziona|serve|ammettete|ammessi|date|venite|occorre|potrebbe|possono|permettete",
    ),
    (
        Cue::Topic(Topic::CheckIn),
        "early check in|check in anticipato|arrivare prima|orario di check in|orario check in|orario di arrivo|arrivo anticipato|arrivare tardi|check in prima|fare il check in|entrare prima|orari check in|orari di check in|check in tardivo|arrivo in tarda|arrivare in anticipo|self check in|arrivare di notte|arrivo tardivo|orario del check in|fare check in",
    ),
    (
        Cue::Topic(Topic::CheckOut),
        "late check out|late checkout|lasciare la camera|lasciare la stanza|orario di check out|orario check out|partire più tardi|fare il check out|liberare la camera|liberare la stanza|check out più tardi|check out posticipato|orari check out|orari di check out|check out tardivo|uscire più tardi|orario di partenza|orario del check out|fare check out|check out dopo",
    ),
    (Cue::Maybe(Topic::CheckIn), "check in|checkin"),
    (Cue::Maybe(Topic::CheckOut), "check out|checkout"),
    (
        Cue::Topic(Topic::Parking),
        "parcheggio|parcheggiare|garage|posto auto|parcheggi|posteggio|macchina|parking|box auto|auto elettrica|la macchina|l'auto|colonnina|ricarica auto|lasciare la macchina|moto|colonnine|posteggiare|autorimessa",
    ),
    (
        Cue::Topic(Topic::Breakfast),
        "colazione|colazioni|prima colazione|mezza pensione|far colazione|pensione completa|brunch|buffet",
    ),
    (
        Cue::Topic(Topic::Pets),
        "cane|cani|gatto|gatti|animale|animali|cagnolino|cagnolina|gattino|animali domestici|cucciolo|micio|cagnolini|pet|amici a quattro zampe|pet friendly|animaletto|gatta|cagnetto",
    ),
    (
        Cue::Topic(Topic::Wifi),
        "wifi|wi fi|internet|password|rete|connessione|wireless|pw",
    ),
    (
        Cue::Topic(Topic::Pool),
        "piscina|sauna|spa|idromassaggio|piscine|centro benessere|jacuzzi|riscaldata|bagno turco|nuotare|benessere|terme",
    ),
    (
        Cue::Topic(Topic::Payment),
        "pagare|pagamento|carta di credito|carta|bancomat|contanti|caparra|acconto|bonifico|fattura|carte|cauzione|paypal|satispay|deposito cauzionale|visa|anticipo|ricevuta|tassa di soggiorno|pagamenti|american express|amex|mastercard|postepay|si paga|saldo|saldare|metodi di pagamento|rate|contante|buoni pasto|bonus vacanze|pos",
    ),
    (
        Cue::Topic(Topic::Location),
        "indirizzo|dove siete|dove si trova|posizione|quanto dista|distanza|lontani|lontano|vicino al|vicino alla|vicini|come arrivare|come si arriva|come arrivo|mappa|maps|dove vi trovate|dista|distante|dal mare|dal centro|centro città|vicino a|indicazioni|distate|a piedi|come vi raggiungo|raggiungervi|raggiungere l'hotel|come raggiungere|ubicato|ubicazione|distanti|dov'è l'hotel|zona|quanto siete|via",
    ),
    (
        Cue::Topic(Topic::Transfer),
        "navetta|transfer|aeroporto|prenderci|prendermi|venite a prendere|servizio navetta|dall'aeroporto|taxi|trasferimento|dalla stazione|shuttle|navette|passate a prendere|venirci a prendere|venire a prenderci|accompagnate|trasporto|a prendere|ncc|autista",
    ),
    (
        Cue::Topic(Topic::Luggage),
        "bagagli|valigie|valigia|bagaglio|deposito bagagli|lasciare le valigie|lasciare i bagagli|zaini|borse|trolley|custodire|zaino|depositare",
    ),
    (
        Cue::Topic(Topic::CancellationPolicy),
        "politica di cancellazione|cancellazione gratuita|cancellazione è gratuita|condizioni di cancellazione|cancellare gratis|cancellare gratuitamente|disdire gratis|disdire gratuitamente|se disdico|se cancello|se annullo|rimborsabile|penale di cancellazione|politiche di cancellazione|termini di cancellazione|non rimborsabile|si può disdire|posso disdire|posso cancellare|si può cancellare|penali di cancellazione|se devo disdire|se dovessi disdire|se dovessi cancellare|in caso di cancellazione|in caso di disdetta|costi di cancellazione",
    ),
    (
        Cue::Topic(Topic::Children),
        "lettino|lettini|culla|culle|seggiolone|seggioloni|letto aggiunto|letto supplementare|i bambini pagano|bambini pagano|bambini sotto|bambini gratis|sconto bambini|bambini fino|i bambini|per bambini|per i bambini|letto extra|letti aggiunti|il bambino paga|la bambina paga|per neonati|riduzione bambini|parco giochi|area giochi|miniclub|mini club|babysitter|baby sitter|menu bambini|fasciatoio|scaldabiberon|passeggino|bimbi pagano|i bimbi|prezzo bambini|bimbi gratis|sponda|sponde|i neonati|il neonato paga|il bimbo paga|bambini piccoli pagano|fino a che età",
    ),
    (
        Cue::Topic(Topic::Accessibility),
        "ascensore|sedia a rotelle|carrozzina|accessibile|accessibili|rampa|scale|gradini|gradino|disabili|disabile|barriere architettoniche|barriere|mobilità ridotta|camminare|accessibilità|bagno per disabili|montascale|stampelle|deambulatore|handicap|invalido|invalidi|rampe|portatore di handicap",
    ),
];
