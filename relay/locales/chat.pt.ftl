chat-title = Conversa com { $hotel }
chat-noscript = Esta página precisa de JavaScript. Permita-o, por favor, ou contacte o hotel de outra forma.
chat-team-online = A nossa equipa está aqui
chat-team-away = Ausentes de momento. Respondemos logo que possível.
chat-connecting = A ligar …
chat-not-connected = Sem ligação
chat-log = Conversa
chat-welcome = Bem-vindo! Como podemos ajudar?
chat-disclosure = O nosso assistente, um programa de computador, pode responder primeiro. Para falar com uma pessoa, escreva simplesmente “receção”.

chat-bot = Assistente
chat-team = Equipa
chat-you = Você
chat-typing = { $name } está a escrever …

chat-field = A sua mensagem
chat-send = Enviar
chat-attach = Anexar uma foto ou um ficheiro
chat-drop = Largue aqui para enviar
chat-newest = Mensagens novas mais abaixo
chat-close = Fechar

chat-sending = A enviar …
chat-waiting = Guardada; segue assim que houver ligação ao hotel
chat-sent = Enviada
chat-delivered = Entregue
chat-read = Lida
chat-failed = Não enviada
chat-retry = Tentar de novo
chat-discard = Eliminar
chat-cancel = Cancelar

chat-progress = A enviar { $file }
chat-too-large = “{ $file }” é demasiado grande. Um ficheiro pode ter no máximo { $limit }.
chat-forbidden = “{ $file }” é um tipo de ficheiro que não se pode enviar aqui. Fotos, PDF e documentos de escritório podem.
chat-empty = “{ $file }” está vazio.
chat-too-long = { $count } de { $limit } caracteres. Encurte, por favor, ou envie em duas partes.

chat-photo = Foto
chat-photo-of = Foto de { $name }
chat-enlarge = Ampliar a foto
chat-file = Ficheiro
chat-download = Transferir { $file }
chat-unloadable = Não é possível carregar neste momento.
chat-removed = Esta mensagem foi retirada.
chat-edited = editada
chat-unsupported = Este tipo de mensagem não pode ser mostrado aqui.
chat-chosen = escolhido
chat-react = Reagir com um emoji
chat-react-with = Reagir com { $emoji }

chat-down = Neste momento não há ligação a { $hotel }. O que escrever fica guardado aqui e segue sozinho.
chat-try-now = Tentar agora
chat-closed = Esta conversa já não está disponível. Contacte o hotel de outra forma, por favor.

chat-email-ask = Podemos responder por e-mail se já tiver saído desta página?
chat-email-field = Endereço de e-mail
chat-email-consent = Aceito que { $hotel } use este endereço para me responder.
chat-email-save = Guardar o endereço
chat-email-no = Não, obrigado
chat-email-wrong = Escreva um endereço completo, por exemplo nome@example.com.
chat-email-unticked = Assinale, por favor, que podemos usar o endereço.
chat-email-saved = Obrigado. Se já tiver saído, respondemos para { $address }.

widget-open = Fale connosco
widget-unread = Fale connosco. Mensagens novas: { $count }
widget-close = Fechar a conversa
widget-frame = Conversa
widget-loading = A abrir a conversa …
widget-down = Neste momento não há ligação à conversa. Tente de novo daqui a pouco.
widget-retry = Tentar de novo

mail-subject = Uma resposta de { $hotel }
mail-intro = Escreveu a { $hotel } na conversa do nosso site. Foi isto que respondemos depois de ter saído:
mail-bot = Assistente (um programa de computador)
mail-file = Há um ficheiro na conversa: { $file }
mail-other = Algo que só a conversa pode mostrar.
mail-link = Para continuar a ler e responder, abra a conversa:
mail-no-link = Para continuar a ler e responder, abra de novo a conversa no nosso site.
mail-why = Recebe este e-mail porque aceitou que lhe respondêssemos para este endereço. O que responder a este e-mail não chega à conversa.
