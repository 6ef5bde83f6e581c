chat-title = Chat mit { $hotel }
chat-noscript = Diese Seite braucht JavaScript. Bitte erlauben Sie es oder erreichen Sie das Hotel auf einem anderen Weg.
chat-team-online = Unser Team ist da
chat-team-away = Gerade nicht da. Wir antworten so bald wie möglich.
chat-connecting = Wird verbunden …
chat-not-connected = Nicht verbunden
chat-log = Unterhaltung
chat-welcome = Willkommen! Wie können wir Ihnen helfen?
chat-disclosure = Zuerst antwortet Ihnen vielleicht unser Assistent, ein Computerprogramm. Um mit einem Menschen zu sprechen, schreiben Sie einfach „Rezeption“.

chat-bot = Assistent
chat-team = Team
chat-you = Sie
chat-typing = { $name } schreibt …

chat-field = Ihre Nachricht
chat-send = Senden
chat-attach = Foto oder Datei anhängen
chat-drop = Zum Senden hier ablegen
chat-newest = Neue Nachrichten weiter unten
chat-close = Schließen

chat-sending = Wird gesendet …
chat-waiting = Aufbewahrt; geht hinaus, sobald das Hotel erreichbar ist
chat-sent = Gesendet
chat-delivered = Zugestellt
chat-read = Gelesen
chat-failed = Nicht gesendet
chat-retry = Noch einmal
chat-discard = Löschen
chat-cancel = Abbrechen

chat-progress = { $file } wird gesendet
chat-too-large = „{ $file }“ ist zu groß. Eine Datei darf höchstens { $limit } haben.
chat-forbidden = Dateien wie „{ $file }“ können hier nicht gesendet werden. Fotos, PDF und Office-Dokumente schon.
chat-empty = „{ $file }“ ist leer.
chat-too-long = { $count } von { $limit } Zeichen. Bitte kürzen Sie den Text oder senden Sie ihn in zwei Teilen.

chat-photo = Foto
chat-photo-of = Foto von { $name }
chat-enlarge = Foto vergrößern
chat-file = Datei
chat-download = { $file } herunterladen
chat-unloadable = Es kann gerade nicht geladen werden.
chat-removed = Diese Nachricht wurde zurückgenommen.
chat-edited = bearbeitet
chat-unsupported = Diese Art von Nachricht kann hier nicht gezeigt werden.
chat-chosen = gewählt
chat-react = Mit einem Emoji reagieren
chat-react-with = Mit { $emoji } reagieren

chat-down = { $hotel } ist gerade nicht erreichbar. Was Sie schreiben, bleibt hier erhalten und geht von selbst hinaus.
chat-try-now = Jetzt versuchen
chat-closed = Dieser Chat ist nicht mehr verfügbar. Bitte erreichen Sie das Hotel auf einem anderen Weg.

chat-email-ask = Dürfen wir per E-Mail antworten, falls Sie diese Seite verlassen haben?
chat-email-field = E-Mail-Adresse
chat-email-consent = Ich bin einverstanden, dass { $hotel } mir an diese Adresse antwortet.
chat-email-save = Adresse speichern
chat-email-no = Nein, danke
chat-email-wrong = Bitte schreiben Sie eine ganze Adresse wie name@example.com.
chat-email-unticked = Bitte kreuzen Sie an, dass wir die Adresse verwenden dürfen.
chat-email-saved = Danke. Falls Sie nicht mehr da sind, antworten wir an { $address }.

widget-open = Chatten Sie mit uns
widget-unread = Chatten Sie mit uns. Neue Nachrichten: { $count }
widget-close = Chat schließen
widget-frame = Chat
widget-loading = Der Chat wird geöffnet …
widget-down = Der Chat ist gerade nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.
widget-retry = Noch einmal

mail-subject = Eine Antwort von { $hotel }
mail-intro = Sie haben { $hotel } im Chat auf unserer Website geschrieben. Das wurde geantwortet, nachdem Sie gegangen waren:
mail-bot = Assistent (ein Computerprogramm)
mail-file = Eine Datei, { $file }, liegt im Chat.
mail-other = Etwas, das nur der Chat zeigen kann.
mail-link = Zum Weiterlesen und Antworten öffnen Sie den Chat:
mail-no-link = Zum Weiterlesen und Antworten öffnen Sie bitte wieder den Chat auf unserer Website.
mail-why = Sie erhalten diese E-Mail, weil Sie zugestimmt haben, dass wir Ihnen an diese Adresse antworten. Was Sie auf diese E-Mail antworten, erreicht den Chat nicht.
