guest-greeting = Benvenuti a { $property }! Grazie per il messaggio. Scriveteci qui in qualsiasi momento; per parlare con il nostro team scrivete «ricevimento».
guest-holding = Grazie. Il nostro team di { $property } ha ricevuto il messaggio e risponderà a breve.
