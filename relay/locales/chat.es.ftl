chat-title = Chat con { $hotel }
chat-noscript = Esta página necesita JavaScript. Permítalo, por favor, o contacte con el hotel por otro medio.
chat-team-online = Nuestro equipo está aquí
chat-team-away = Ahora no estamos. Respondemos en cuanto podamos.
chat-connecting = Conectando …
chat-not-connected = Sin conexión
chat-log = Conversación
chat-welcome = ¡Bienvenido! ¿En qué podemos ayudarle?
chat-disclosure = Es posible que primero le responda nuestro asistente, un programa informático. Para hablar con una persona, escriba «recepción».

chat-bot = Asistente
chat-team = Equipo
chat-you = Usted
chat-typing = { $name } está escribiendo …

chat-field = Su mensaje
chat-send = Enviar
chat-attach = Adjuntar una foto o un archivo
chat-drop = Suéltelo aquí para enviarlo
chat-newest = Mensajes nuevos más abajo
chat-close = Cerrar

chat-sending = Enviando …
chat-waiting = Guardado; se enviará en cuanto haya conexión con el hotel
chat-sent = Enviado
chat-delivered = Entregado
chat-read = Leído
chat-failed = No enviado
chat-retry = Reintentar
chat-discard = Eliminar
chat-cancel = Cancelar

chat-progress = Enviando { $file }
chat-too-large = «{ $file }» es demasiado grande. Un archivo puede tener { $limit } como máximo.
chat-forbidden = «{ $file }» es un tipo de archivo que no se puede enviar aquí. Las fotos, los PDF y los documentos de oficina sí.
chat-empty = «{ $file }» está vacío.
chat-too-long = { $count } de { $limit } caracteres. Acórtelo, por favor, o envíelo en dos partes.

chat-photo = Foto
chat-photo-of = Foto de { $name }
chat-enlarge = Ampliar la foto
chat-file = Archivo
chat-download = Descargar { $file }
chat-unloadable = No se puede cargar en este momento.
chat-removed = Este mensaje se ha retirado.
chat-edited = editado
chat-unsupported = Este tipo de mensaje no se puede mostrar aquí.
chat-chosen = elegido
chat-react = Reaccionar con un emoji
chat-react-with = Reaccionar con { $emoji }

chat-down = Ahora mismo no hay conexión con { $hotel }. Lo que escriba se guarda aquí y se enviará solo.
chat-try-now = Intentar ahora
chat-closed = Este chat ya no está disponible. Contacte con el hotel por otro medio, por favor.

chat-email-ask = ¿Podemos responderle por correo si ya ha dejado esta página?
chat-email-field = Correo electrónico
chat-email-consent = Acepto que { $hotel } use esta dirección para responderme.
chat-email-save = Guardar la dirección
chat-email-no = No, gracias
chat-email-wrong = Escriba una dirección completa, por ejemplo nombre@example.com.
chat-email-unticked = Marque, por favor, que podemos usar la dirección.
chat-email-saved = Gracias. Si ya no está aquí, le responderemos a { $address }.

widget-open = Chatee con nosotros
widget-unread = Chatee con nosotros. Mensajes nuevos: { $count }
widget-close = Cerrar el chat
widget-frame = Chat
widget-loading = Abriendo el chat …
widget-down = El chat no está disponible en este momento. Inténtelo de nuevo dentro de un rato.
widget-retry = Reintentar

mail-subject = Una respuesta de { $hotel }
mail-intro = Usted escribió a { $hotel } en el chat de nuestra web. Esto es lo que se respondió después de que saliera:
mail-bot = Asistente (un programa informático)
mail-file = Hay un archivo en el chat: { $file }
mail-other = Algo que solo el chat puede mostrar.
mail-link = Para seguir leyendo y responder, abra el chat:
mail-no-link = Para seguir leyendo y responder, abra de nuevo el chat en nuestra web.
mail-why = Recibe este correo porque aceptó que le respondamos a esta dirección. Lo que responda a este correo no llega al chat.
