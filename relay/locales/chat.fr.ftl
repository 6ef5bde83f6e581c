chat-title = Discussion avec { $hotel }
chat-noscript = Cette page a besoin de JavaScript. Veuillez l’autoriser ou joindre l’hôtel par un autre moyen.
chat-team-online = Notre équipe est là
chat-team-away = Absents pour l’instant. Réponse dès que possible.
chat-connecting = Connexion …
chat-not-connected = Non connecté
chat-log = Conversation
chat-welcome = Bienvenue ! Comment pouvons-nous vous aider ?
chat-disclosure = Notre assistant, un programme informatique, vous répondra peut-être en premier. Pour parler à une personne, écrivez simplement « réception ».

chat-bot = Assistant
chat-team = Équipe
chat-you = Vous
chat-typing = { $name } écrit …

chat-field = Votre message
chat-send = Envoyer
chat-attach = Joindre une photo ou un fichier
chat-drop = Déposez ici pour envoyer
chat-newest = Nouveaux messages plus bas
chat-close = Fermer

chat-sending = Envoi …
chat-waiting = Conservé ; partira dès que l’hôtel sera joignable
chat-sent = Envoyé
chat-delivered = Distribué
chat-read = Lu
chat-failed = Non envoyé
chat-retry = Réessayer
chat-discard = Supprimer
chat-cancel = Annuler

chat-progress = Envoi de { $file }
chat-too-large = « { $file } » est trop volumineux. Un fichier peut faire { $limit } au plus.
chat-forbidden = « { $file } » est d’un type qui ne peut pas être envoyé ici. Les photos, les PDF et les documents bureautiques le peuvent.
chat-empty = « { $file } » est vide.
chat-too-long = { $count } caractères sur { $limit }. Veuillez raccourcir ou envoyer en deux fois.

chat-photo = Photo
chat-photo-of = Photo de { $name }
chat-enlarge = Agrandir la photo
chat-file = Fichier
chat-download = Télécharger { $file }
chat-unloadable = Impossible de charger pour le moment.
chat-removed = Ce message a été retiré.
chat-edited = modifié
chat-unsupported = Ce type de message ne peut pas être affiché ici.
chat-chosen = choisi
chat-react = Réagir avec un emoji
chat-react-with = Réagir avec { $emoji }

chat-down = { $hotel } n’est pas joignable pour le moment. Ce que vous écrivez est conservé ici et partira tout seul.
chat-try-now = Essayer maintenant
chat-closed = Cette discussion n’est plus disponible. Veuillez joindre l’hôtel par un autre moyen.

chat-email-ask = Pouvons-nous répondre par e-mail si vous avez quitté cette page ?
chat-email-field = Adresse e-mail
chat-email-consent = J’accepte que { $hotel } utilise cette adresse pour me répondre.
chat-email-save = Enregistrer l’adresse
chat-email-no = Non, merci
chat-email-wrong = Veuillez écrire une adresse complète, par exemple nom@example.com.
chat-email-unticked = Veuillez cocher que nous pouvons utiliser l’adresse.
chat-email-saved = Merci. Si vous êtes parti, nous répondrons à { $address }.

widget-open = Discutez avec nous
widget-unread = Discutez avec nous. Nouveaux messages : { $count }
widget-close = Fermer la discussion
widget-frame = Discussion
widget-loading = Ouverture de la discussion …
widget-down = La discussion n’est pas joignable pour le moment. Veuillez réessayer un peu plus tard.
widget-retry = Réessayer

mail-subject = Une réponse de { $hotel }
mail-intro = Vous avez écrit à { $hotel } dans le chat de notre site. Voici ce qui a été répondu après votre départ :
mail-bot = Assistant (un programme informatique)
mail-file = Un fichier se trouve dans le chat : { $file }
mail-other = Quelque chose que seul le chat peut afficher.
mail-link = Pour lire la suite et répondre, ouvrez le chat :
mail-no-link = Pour lire la suite et répondre, rouvrez le chat sur notre site.
mail-why = Vous recevez cet e-mail parce que vous avez accepté que nous vous répondions à cette adresse. Une réponse à cet e-mail n’arrive pas dans le chat.
