chat-title = محادثة مع { $hotel }
chat-noscript = تحتاج هذه الصفحة إلى جافاسكربت. يُرجى السماح به أو التواصل مع الفندق بطريقة أخرى.
chat-team-online = فريقنا موجود
chat-team-away = لسنا هنا الآن. سنرد في أقرب وقت ممكن.
chat-connecting = جارٍ الاتصال …
chat-not-connected = غير متصل
chat-log = المحادثة
chat-welcome = أهلاً بكم! كيف يمكننا مساعدتكم؟
chat-disclosure = قد يجيبكم أولاً مساعدنا، وهو برنامج حاسوب. للتحدث مع شخص اكتبوا «الاستقبال».

chat-bot = المساعد
chat-team = الفريق
chat-you = أنتم
chat-typing = { $name } يكتب …

chat-field = رسالتكم
chat-send = إرسال
chat-attach = إرفاق صورة أو ملف
chat-drop = أفلتوا الملف هنا لإرساله
chat-newest = رسائل جديدة في الأسفل
chat-close = إغلاق

chat-sending = جارٍ الإرسال …
chat-waiting = محفوظة؛ ستُرسل عند الاتصال بالفندق
chat-sent = أُرسلت
chat-delivered = وصلت
chat-read = قُرئت
chat-failed = لم تُرسل
chat-retry = إعادة المحاولة
chat-discard = حذف
chat-cancel = إلغاء

chat-progress = جارٍ إرسال { $file }
chat-too-large = الملف «{ $file }» كبير جدًا. الحد الأقصى للملف { $limit }.
chat-forbidden = لا يمكن إرسال ملف من نوع «{ $file }» هنا. يمكن إرسال الصور وملفات PDF والمستندات المكتبية.
chat-empty = الملف «{ $file }» فارغ.
chat-too-long = { $count } من { $limit } حرفًا. يُرجى الاختصار أو الإرسال على جزأين.

chat-photo = صورة
chat-photo-of = صورة من { $name }
chat-enlarge = تكبير الصورة
chat-file = ملف
chat-download = تنزيل { $file }
chat-unloadable = لا يمكن التحميل الآن.
chat-removed = تم سحب هذه الرسالة.
chat-edited = معدّلة
chat-unsupported = لا يمكن عرض هذا النوع من الرسائل هنا.
chat-chosen = تم الاختيار
chat-react = تفاعل برمز تعبيري
chat-react-with = تفاعل بـ { $emoji }

chat-down = لا يمكن الوصول إلى { $hotel } الآن. ما تكتبونه محفوظ هنا وسيُرسل تلقائيًا.
chat-try-now = المحاولة الآن
chat-closed = لم تعد هذه المحادثة متاحة. يُرجى التواصل مع الفندق بطريقة أخرى.

chat-email-ask = هل يمكننا الرد بالبريد الإلكتروني إذا غادرتم هذه الصفحة؟
chat-email-field = البريد الإلكتروني
chat-email-consent = أوافق على أن يستخدم { $hotel } هذا العنوان للرد عليّ.
chat-email-save = حفظ العنوان
chat-email-no = لا، شكرًا
chat-email-wrong = يُرجى كتابة عنوان كامل مثل name@example.com.
chat-email-unticked = يُرجى تحديد موافقتكم على استخدام العنوان.
chat-email-saved = شكرًا لكم. إذا غادرتم فسنرد على { $address }.

widget-open = تحدثوا معنا
widget-unread = تحدثوا معنا. رسائل جديدة: { $count }
widget-close = إغلاق المحادثة
widget-frame = المحادثة
widget-loading = جارٍ فتح المحادثة …
widget-down = لا يمكن الوصول إلى المحادثة الآن. يُرجى المحاولة بعد قليل.
widget-retry = إعادة المحاولة

mail-subject = جواب من { $hotel }
mail-intro = كتبت إلى { $hotel } في الدردشة على موقعنا. هذا ما أُجيب به بعد أن غادرت:
mail-bot = المساعد (برنامج حاسوب)
mail-file = يوجد ملف في الدردشة: { $file }
mail-other = شيء لا يمكن عرضه إلا في الدردشة.
mail-link = لمواصلة القراءة والرد، افتح الدردشة:
mail-no-link = لمواصلة القراءة والرد، افتح الدردشة على موقعنا مرة أخرى.
mail-why = تصلك هذه الرسالة لأنك وافقت على أن نجيبك على هذا العنوان. الرد على هذه الرسالة لا يصل إلى الدردشة.
