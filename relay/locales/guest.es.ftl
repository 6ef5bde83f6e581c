guest-greeting = ¡Le damos la bienvenida a { $property }! Gracias por su mensaje. Escríbanos aquí cuando quiera; para hablar con nuestro equipo, escriba «recepción».
guest-holding = Gracias. Nuestro equipo de { $property } ha recibido su mensaje y le responderá en breve.
