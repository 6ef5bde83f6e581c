guest-greeting = Bienvenue à { $property } ! Merci pour votre message. Écrivez-nous ici à tout moment ; pour parler à notre équipe, écrivez « réception ».
guest-holding = Merci. Notre équipe de { $property } a bien reçu votre message et vous répondra sous peu.
