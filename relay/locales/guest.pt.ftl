guest-greeting = Bem-vindo a { $property }! Obrigado pela sua mensagem. Escreva-nos aqui a qualquer hora; para falar com a nossa equipa, escreva “recepção”.
guest-holding = Obrigado. A nossa equipa em { $property } recebeu a sua mensagem e responderá em breve.
