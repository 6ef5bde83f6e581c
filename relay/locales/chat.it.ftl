chat-title = Chat con { $hotel }
chat-noscript = Questa pagina ha bisogno di JavaScript. Lo consenta, per favore, oppure contatti l’hotel in un altro modo.
chat-team-online = Il nostro team è qui
chat-team-away = Ora non ci siamo. Rispondiamo appena possibile.
chat-connecting = Connessione …
chat-not-connected = Non connesso
chat-log = Conversazione
chat-welcome = Benvenuto! Come possiamo aiutarla?
chat-disclosure = Forse le risponderà prima il nostro assistente, un programma informatico. Per parlare con una persona, scriva semplicemente «reception».

chat-bot = Assistente
chat-team = Team
chat-you = Lei
chat-typing = { $name } sta scrivendo …

chat-field = Il suo messaggio
chat-send = Invia
chat-attach = Allega una foto o un file
chat-drop = Lasci qui per inviare
chat-newest = Nuovi messaggi più in basso
chat-close = Chiudi

chat-sending = Invio …
chat-waiting = Conservato; parte appena l’hotel è raggiungibile
chat-sent = Inviato
chat-delivered = Consegnato
chat-read = Letto
chat-failed = Non inviato
chat-retry = Riprova
chat-discard = Elimina
chat-cancel = Annulla

chat-progress = Invio di { $file }
chat-too-large = «{ $file }» è troppo grande. Un file può avere al massimo { $limit }.
chat-forbidden = «{ $file }» è un tipo di file che qui non si può inviare. Foto, PDF e documenti d’ufficio sì.
chat-empty = «{ $file }» è vuoto.
chat-too-long = { $count } di { $limit } caratteri. Lo accorci, per favore, o lo invii in due parti.

chat-photo = Foto
chat-photo-of = Foto di { $name }
chat-enlarge = Ingrandisci la foto
chat-file = File
chat-download = Scarica { $file }
chat-unloadable = Al momento non si può caricare.
chat-removed = Questo messaggio è stato ritirato.
chat-edited = modificato
chat-unsupported = Questo tipo di messaggio non si può mostrare qui.
chat-chosen = scelto
chat-react = Reagire con un’emoji
chat-react-with = Reagire con { $emoji }

chat-down = { $hotel } non è raggiungibile al momento. Ciò che scrive resta conservato qui e parte da solo.
chat-try-now = Prova ora
chat-closed = Questa chat non è più disponibile. Contatti l’hotel in un altro modo, per favore.

chat-email-ask = Possiamo rispondere per e-mail se ha lasciato questa pagina?
chat-email-field = Indirizzo e-mail
chat-email-consent = Acconsento che { $hotel } usi questo indirizzo per rispondermi.
chat-email-save = Salva l’indirizzo
chat-email-no = No, grazie
chat-email-wrong = Scriva un indirizzo completo, per esempio nome@example.com.
chat-email-unticked = Spunti, per favore, che possiamo usare l’indirizzo.
chat-email-saved = Grazie. Se non è più qui, risponderemo a { $address }.

widget-open = Scriva in chat
widget-unread = Scriva in chat. Nuovi messaggi: { $count }
widget-close = Chiudi la chat
widget-frame = Chat
widget-loading = Apertura della chat …
widget-down = La chat non è raggiungibile al momento. Riprovi tra poco.
widget-retry = Riprova

mail-subject = Una risposta da { $hotel }
mail-intro = Ha scritto a { $hotel } nella chat del nostro sito. Ecco che cosa è stato risposto dopo la Sua uscita:
mail-bot = Assistente (un programma informatico)
mail-file = C’è un file nella chat: { $file }
mail-other = Qualcosa che solo la chat può mostrare.
mail-link = Per continuare a leggere e rispondere, apra la chat:
mail-no-link = Per continuare a leggere e rispondere, apra di nuovo la chat sul nostro sito.
mail-why = Riceve questa e-mail perché ha accettato che Le rispondiamo a questo indirizzo. Una risposta a questa e-mail non arriva nella chat.
