//! What French words and phrases tell of the intent.

use crate::reading::Topic;
use crate::rules::cue::Cue;

pub(super) const CUES: &[(Cue, &str)] = &[
    (
        Cue::Greeting,
        "bonjour|bonsoir|salut|slt|coucou|bjr|bsr|hello|bonjour madame|bonjour monsieur|re bonjour|rebonjour|cc|comment ça va|ça va|comment allez vous|j'ai une question|une question|une petite question|petite question|hey|salutations|yo|j'aurais une question",
    ),
    (
        Cue::Thanks,
        "merci|merci beaucoup|merci bcp|mille mercis|mille merci|merci bien|je vous remercie|merci infiniment|grand merci|mrc|merci pour tout|remercie|un grand merci|merciii|mci",
    ),
    (
        Cue::Bye,
        "au revoir|à bientôt|a bientot|bonne journée|bonne soirée|bonne nuit|à plus|à demain|adieu|bye|ciao|a+|à plus tard|bon week end|bonne fin de journée|à la prochaine|bonne continuation|à tout à l'heure|tchao|salutations distinguées|bonne aprem|bon après midi|bonne fin de soirée|bonne semaine",
    ),
    (
        Cue::Yes,
        "oui|ouais|ouii|oui s'il vous plaît|exact|exactement|c'est ça|c'est bien ça|c'est exact|tout à fait|bien sûr|c'est correct|correct|je confirme|confirmé|absolument|évidemment|oui merci|volontiers|avec plaisir|c'est juste|yes|yep|vas y|allez y|affirmatif|ouep|ui|oui c'est ça|oui tout à fait|confirmer|carrément",
    ),
    (
        Cue::Fine,
        "ok|okay|d'accord|dac|dacc|ça marche|ca marche|parfait|très bien|c'est bon|super|entendu|nickel|ça me va|ca me va|génial|bien|top|impec|impeccable|cool|bon|c'est parfait|c'est noté|ça roule|excellent|c'est bien|oki|ça nous va",
    ),
    (
        Cue::No,
        "non|non merci|pas du tout|nan|jamais|surtout pas|pas maintenant|pas encore|pas vraiment|absolument pas|c'est faux|c'est pas ça|ce n'est pas ça|incorrect|non c'est faux|hors de question|laissez tomber|laisse tomber|certainement pas|bien sûr que non|no|ça ne me va pas|plutôt pas|sans façon|pas la peine|négatif|pas intéressé|non plus",
    ),
    (
        Cue::Person,
        "parler à quelqu'un|parler avec quelqu'un|parler à une personne|parler à un humain|une vraie personne|un conseiller|une conseillère|conseiller|conseillère|opérateur|opératrice|un employé|responsable|un responsable|quelqu'un de réel|être humain|rappelez moi|appelez moi|m'appeler|parler au directeur|directeur|gérant|le gérant|vous êtes un robot|un robot|êtes vous un robot|marre du robot|parler avec une personne|vrai humain|joindre quelqu'un|quelqu'un de l'hôtel|un agent|parler à la réception|parler avec la réception|personne humaine|une personne svp|quelqu'un peut m'appeler|quelqu'un peut me rappeler|vraies personnes|avoir quelqu'un|me passer quelqu'un|réceptionniste|interlocuteur|service client|me rappeler au téléphone|me rappeler svp|me rappeler au",
    ),
    (
        Cue::Helped,
        "pour votre aide|pour ton aide|pour l'aide|de votre aide|pour toute votre aide",
    ),
    (
        Cue::Desk,
        "réception|la réception|à la réception|l'accueil|accueil",
    ),
    (
        Cue::Open,
        "ouverte|ouvert|fermée|24h|24 heures|24 24|y a quelqu'un|quelqu'un à la|il y a quelqu'un|ouvre|ferme|horaires|la nuit|ouverts|toute la nuit|fermé|y a t il quelqu'un",
    ),
    (
        Cue::Book,
        "réserver|reserver|réservez|reservez|faire une réservation|faire une resa|une réservation|une réservation pour|réservation pour|réserve|prendre une chambre|effectuer une réservation|nouvelle réservation|une resa|réserver une chambre|booker|louer|réservons|retenir une chambre|bloquer une chambre|prendre une réservation|resa pour|réservé moi",
    ),
    (
        Cue::Want,
        "je voudrais|voudrais|nous voudrions|voudrions|on voudrait|voudrait|je veux|on veut|nous voulons|veux|aimerais|j'aimerais|jaimerais|on aimerait|aimerions|nous aimerions|aimerait|besoin|j'ai besoin|souhaite|je souhaite|souhaitons|souhaiterais|souhaiterions|il me faut|il me faudrait|il nous faut|il nous faudrait|faudrait|cherche|on cherche|cherchons|je recherche|recherche|recherchons|désire|désirons|désirerais|envie|compte venir|comptons|je prends|on prend|nous prenons|souhaiterait|nous souhaitons|je cherche|intéressé par|il nous faut|on compte|je prendrais|on souhaite|on souhaiterait|désirerions",
    ),
    (
        Cue::Please,
        "svp|s'il vous plaît|s'il te plaît|stp|s'il vous plait|merci d'avance|sil vous plait|siouplait|je vous prie",
    ),
    (
        Cue::Stay,
        "venir|dormir|loger|séjourner|rester|passer la nuit|passer|séjour|hébergement|se loger|arriver|passer quelques jours|descendre|nuitée|logement|être logés|poser nos valises|un séjour",
    ),
    (
        Cue::Room,
        "chambre|chambres|double|simple|suite|triple|chbre|une double|lit|une chambre|appartement|studio|familiale|twin|quadruple|single|hébergement|lits|une simple",
    ),
    (
        Cue::InRoom,
        "dans la chambre|dans les chambres|la chambre|les chambres|notre chambre|ma chambre|nos chambres|dans ma chambre|en chambre|chaque chambre",
    ),
    (
        Cue::Have,
        "avez vous|vous avez|auriez vous|vous auriez|y a t il|y a|il y a|est ce qu'il y a|reste t il|il reste|il vous reste|vous reste|proposez vous|vous proposez|disposez vous|vous disposez|encore|y'a|il y aurait|ya|t'as|vs avez|a t il|a t on|est-ce que vous avez|peut on avoir|on peut avoir|je peux avoir|pourrais je avoir|pourrait on avoir|existe t il",
    ),
    (
        Cue::Free,
        "dispo|disponible|disponibles|disponibilité|disponibilités|libre|libres|de libre|de la place|place|places|il vous reste|reste t il|vous reste|encore qqch|quelque chose|qqch|complet|complets|des dispos|dispos|il reste|une place|qqchose|plein|pleins",
    ),
    (
        Cue::Price,
        "prix|combien|tarif|tarifs|c'est combien|coût|coûte|coute|combien coûte|quel prix|quel tarif|combien ça coûte|devis|combien pour|à combien|quel est le prix|par nuit|coûterait|combien serait|pas cher|moins cher|quels sont les tarifs|coûtent|ça fait combien|montant",
    ),
    (
        Cue::Reservation,
        "réservation|resa|résa|réservations|confirmation|mon séjour|notre séjour|numéro de réservation|reservation|réza|dossier",
    ),
    (Cue::Mine, "ma|mon|notre|mes|nos"),
    (
        Cue::Show,
        "voir|consulter|vérifier|confirmée|confirmé|reçu|recu|retrouver|rappeler les dates|les dates de|quand est|quelles dates|état|enregistrée|prise en compte|détails|montrer|afficher|passée|c'est bien pris|mail|rappeler|bien enregistrée|validée|confirmer que|savoir si|numéro de|trouver ma|statut|récapitulatif|quels jours|à quelle date|existe|regarder|à quel nom|au nom de qui|noté",
    ),
    (
        Cue::Booked,
        "j'ai réservé|on a réservé|nous avons réservé|avons réservé|ai réservé|j'ai fait une réservation|j'ai une réservation|on a une réservation|nous avons une réservation|ai je réservé|avais réservé|déjà réservé|est ce que j'ai réservé|que j'ai réservé|avons une réservation|qu'on a réservé|avait réservé|réservée",
    ),
    (
        Cue::Nothing,
        "ne veux pas annuler|ne pas annuler|pas annuler|n'annulez pas|ne souhaite pas annuler|vol annulé|a été annulé|pas encore réservé|n'ai pas réservé|n'ai pas encore réservé|merci d'avance|personne à mobilité|on peut dire|pas réservé|bonne idée|on n'a pas réservé",
    ),
    (
        Cue::Not,
        "pas de|sans|pas d|aucun|pas besoin de|pas besoin d|ni|n'avons pas|n'ai pas|ne|rien",
    ),
    (
        Cue::Cancel,
        "annuler|annule|annulez|annulé ma|annulons|annulation de ma|annulation de notre|annulation de la réservation|décommander|annuler ma|résilier|annulerez|annulation svp|supprimer ma|supprimer la réservation|d'annuler",
    ),
    (Cue::Cancellation, "annulation|annulations|l'annulation"),
    (
        Cue::Unable,
        "on ne vient plus|ne vient plus|ne peux plus venir|ne pouvons plus venir|ne pourrons pas venir|ne peut plus venir|ne pourrai pas venir|ne viendrons pas|ne viens plus|ne peux pas venir|ne pouvons pas venir|ne viendrai pas|peut plus venir|pourra pas venir|peux plus venir|ne venons plus|empêchement|ne pourra pas venir|ne peut pas venir",
    ),
    (
        Cue::Terms,
        "gratuite|gratuit|gratuitement|remboursé|remboursée|remboursement|remboursable|rembourser|remboursez|jusqu'à quand|jusqu à quand|frais|sans frais|conditions|délai|pénalité|pénalités|politique|argent|sans payer|récupère|remboursés|sans pénalité|quand peut on",
    ),
    (
        Cue::Change,
        "changer|modifier|décaler|déplacer|reporter|prolonger|repousser|avancer|changez|modifiez|changement|modification|échanger|rallonger|une nuit de plus|écourter|ajouter une nuit|une nuit supplémentaire|décalez|rester une nuit de plus|déplacez|transférer ma réservation|changeons|raccourcir|nuit en plus",
    ),
    (
        Cue::Dates,
        "dates|date|séjour|mon séjour|notre séjour|jours|les dates|voyageurs|type de chambre|chambre réservée",
    ),
    (
        Cue::AskTime,
        "à quelle heure|a quelle heure|quelle heure|jusqu'à quelle heure|à partir de quelle heure|quand|dès quelle heure|horaires|plus tard|plus tôt|jusqu'à quand|horaire|tôt|tard|vers quelle heure|à partir de quand|dès quand|heure|quelles heures|minuit|de bonne heure|en avance",
    ),
    (
        Cue::Enter,
        "check in|checkin|arriver|arrivée|entrer|l'arrivée|récupérer les clés|prendre la chambre|avoir la chambre|arrive|prendre possession|early check in|récupérer la clé|arrivons|arrivée tardive|accéder à la chambre|chambre prête|s'enregistrer|enregistrement|disposer de la chambre|entrer dans la chambre",
    ),
    (
        Cue::Exit,
        "check out|checkout|libérer la chambre|départ|partir|rendre la chambre|quitter la chambre|garder la chambre|late check out|départ tardif|rendre les clés|libérer|sortir|quitter|rendre la clé|late checkout|rester dans la chambre|garder notre chambre|rendre les chambres",
    ),
    (
        Cue::Ask,
        "où est|où sont|où puis je|où peut on|est ce que|peut on|on peut|je peux|puis je|pouvez vous|vous pouvez|pouvons nous|peux je|c'est possible|est il possible|c possible|possible|quel|quelle|quels|quelles|comment|est il|est elle|sont ils|sont|est|êtes vous|prenez vous|vous prenez|acceptez vous|vous acceptez|faut il|faites vous|vous faites|pourrait on|pourrions nous|pourriez vous|serait il possible|savoir|c'est|dois je|doit on|on doit|vous etes|vous êtes|venez vous|pourrais je|peut|autorisés|autorisé|peuvent|il faut|il est possible",
    ),
    (
        Cue::Topic(Topic::CheckIn),
        "heure d'arrivée|heures d'arrivée|early check in|arriver plus tôt|arrivée tardive|arriver tard|check in anticipé|horaires d'arrivée|heure du check in|heure de check in|arriver en avance|arrivée anticipée|horaire d'arrivée|arriver avant|arriver dans la nuit|heure de l'arrivée|arriver après|arrivée autonome|check in tardif",
    ),
    (
        Cue::Topic(Topic::CheckOut),
        "libérer la chambre|rendre la chambre|quitter la chambre|départ tardif|late check out|late checkout|heure de départ|garder la chambre|partir plus tard|heure du check out|horaires de départ|heure du départ|heure de check out|rendre les clés|check out tardif|horaire de départ|partir plus tard que|libérer les chambres",
    ),
    (Cue::Maybe(Topic::CheckIn), "check in|checkin"),
    (Cue::Maybe(Topic::CheckOut), "check out|checkout"),
    (
        Cue::Topic(Topic::Parking),
        "parking|stationnement|garer|se garer|garage|stationner|place de parking|parkings|ma voiture|notre voiture|la voiture|borne de recharge|voiture électrique|me garer|nous garer|garer la voiture|voiture|parc de stationnement|recharger",
    ),
    (
        Cue::Topic(Topic::Breakfast),
        "petit déjeuner|petit dej|petit déj|petits déjeuners|p'tit dej|ptit dej|petit-déjeuner|demi pension|déjeuner du matin|brunch|pdj|petit dejeuner|pension complète|buffet",
    ),
    (
        Cue::Topic(Topic::Pets),
        "chien|chiens|chat|chats|animal|animaux|toutou|chienne|animaux de compagnie|chiot|minou|chaton|labrador|nos animaux|compagnon à quatre pattes",
    ),
    (
        Cue::Topic(Topic::Wifi),
        "wifi|wi fi|internet|code wifi|mot de passe|réseau|connexion|le wifi|fibre",
    ),
    (
        Cue::Topic(Topic::Pool),
        "piscine|sauna|spa|jacuzzi|hammam|piscines|bain à remous|nager|bassin|chauffée|balnéo|se baigner",
    ),
    (
        Cue::Topic(Topic::Payment),
        "payer|paiement|carte bancaire|carte bleue|carte de crédit|carte|espèces|liquide|chèques vacances|chèque|cheques vacances|acompte|caution|facture|arrhes|règlement|régler|cb|virement|amex|ticket|taxe de séjour|paypal|payable|cheque|american express|avance d'argent|empreinte|visa|mastercard|chèques|paie|paye|on paie|on paye|paiements|cash|plusieurs fois|ancv|prépayer",
    ),
    (
        Cue::Topic(Topic::Location),
        "adresse|où êtes vous|où se trouve|loin de|près de|à quelle distance|comment venir|comment aller|itinéraire|situé|situés|plan d'accès|loin|distance|localisation|où est l'hôtel|où est situé|proche de|proche|gps|maps|à pied|combien de temps|quartier|centre ville|où se situe|comment on vient|comment accéder|du centre|de la plage|de la mer",
    ),
    (
        Cue::Topic(Topic::Transfer),
        "navette|transfert|aéroport|venir nous chercher|chercher les clients|venir me chercher|transferts|nous chercher|me chercher|venez chercher|taxi|aller chercher|prise en charge|navettes|chauffeur|depuis la gare|récupérer à la gare|venir chercher|nous récupérer|shuttle|transport",
    ),
    (
        Cue::Topic(Topic::Luggage),
        "bagages|valises|valise|bagagerie|consigne|bagage|laisser nos affaires|laisser nos valises|sacs|sac|déposer nos|entreposer|laisser mes affaires|nos affaires|mes affaires",
    ),
    (
        Cue::Topic(Topic::CancellationPolicy),
        "conditions d'annulation|politique d'annulation|annulation gratuite|annuler gratuitement|frais d'annulation|annuler sans frais|si j'annule|si on annule|si nous annulons|annulation sans frais|remboursable|non remboursable|délai d'annulation|peut on annuler|possible d'annuler|peut annuler|assurance annulation|si je dois annuler|en cas d'annulation|modalités d'annulation",
    ),
    (
        Cue::Topic(Topic::Children),
        "lit bébé|lits bébé|lit parapluie|chaise haute|lit supplémentaire|lit d'appoint|pour les enfants|enfants de moins|enfants paient|les enfants|tarif enfant|tarifs enfants|berceau|gratuit pour les enfants|réduction enfant|lit pour bébé|lit enfant|enfants payent|lits d'appoint|table à langer|enfant de moins|aire de jeux|baby sitter|baby sitting|menu enfant|chauffe biberon|club enfants|enfants bienvenus|enfants acceptés|prix enfant|réhausseur|lits bebe|lit bebe|les bébés|bébé paie|enfant paie|enfants gratuit|kit bébé|baignoire bébé|jeux pour enfants",
    ),
    (
        Cue::Topic(Topic::Accessibility),
        "ascenseur|fauteuil roulant|pmr|mobilité réduite|accessible|accessibles|rampe|handicapé|handicapés|escaliers|marches|accessibilité|handicap|douche à l'italienne|plain pied|fauteuil|escalier|béquilles|adaptée|adaptées|handicapée|invalide|déambulateur",
    ),
];
